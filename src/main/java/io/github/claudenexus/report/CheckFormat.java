package io.github.claudenexus.report;

/** The files that {@code rollback-check} writes. */
enum CheckFormat {
    /** For programs. */
    JSON("rollback-check.json"),
    /** For what shows tests. */
    JUNIT("TEST-nexus-rollback-check.xml"),
    /** For a comment on a pull request. */
    MARKDOWN("rollback-check.md"),
    /** For a browser. */
    HTML("rollback-check.html"),
    /** For what shows findings beside the code. */
    SARIF("rollback-check.sarif");

    private final String fileName;

    CheckFormat(String fileName) {
        this.fileName = fileName;
    }

    /** The file's name. */
    String fileName() {
        return fileName;
    }

    /** The file's whole text. */
    String text(CheckReport report) {
        return switch (this) {
            case JSON -> CheckJson.of(report);
            case JUNIT -> CheckJunit.of(report);
            case MARKDOWN -> CheckMarkdown.of(report);
            case HTML -> CheckHtml.of(report);
            case SARIF -> CheckSarif.of(report);
        };
    }
}
