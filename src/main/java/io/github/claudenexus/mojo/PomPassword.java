package io.github.claudenexus.mojo;

import io.github.claudenexus.jdbc.DatabaseSource;
import io.github.claudenexus.jdbc.DatabaseUrl;
import java.util.Optional;

/** A password in a POM, which Maven itself prints. */
final class PomPassword {

    private PomPassword() {}

    /**
     * What to say of it; empty when there is none.
     *
     * @param element the parameter's element in the POM
     * @param source what the database was taken from
     * @param written the URL in the POM
     */
    static Optional<String> warning(String element, DatabaseSource source, Optional<String> written) {
        // Parsed anew, because what the source has may be the password file's.
        boolean inPom = source.source().contains("POM")
                && source instanceof DatabaseSource.Given
                && written.map(url -> DatabaseUrl.parse(url, ""))
                        .filter(settings -> !settings.password().isEmpty())
                        .isPresent();
        return inPom
                ? Optional.of("<" + element + "> in the POM holds a password, and Maven itself prints POMs."
                        + " Put the URL into "
                        + (element.equals("databaseUrl") ? "DATABASE_URL in the environment" : "-Dnexus." + element)
                        + ", or the password into a pgpass file.")
                : Optional.empty();
    }
}
