package io.github.claudenexus.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the SQL files of a project are named and read: in our own way, or as those of another tool. */
public enum Layout {
    /** {@code 003-add-x.sql} and {@code 003-add-x.down.sql}. */
    NEXUS("this plugin"),
    /** {@code V1_2__add_x.sql}, {@code U1_2__add_x.sql} and {@code R__x.sql}. */
    FLYWAY("Flyway"),
    /** {@code 20240131120000_add_x.sql}, with the down after {@code -- //@UNDO}. */
    MYBATIS("MyBatis Migrations"),
    /** {@code 3_add_x.up.sql} and {@code 3_add_x.down.sql}; sqlx's reversible files too. */
    GOLANG_MIGRATE("golang-migrate"),
    /** Folders {@code 2024-01-31-120000_add_x} that hold {@code up.sql} and {@code down.sql}. */
    DIESEL("Diesel"),
    /** {@code 20240131120000_add_x.sql}, with {@code -- migrate:up} and {@code -- migrate:down}. */
    DBMATE("dbmate");

    private final String tool;

    Layout(String tool) {
        this.tool = tool;
    }

    /** The layout of this word; empty when there is none. */
    public static Optional<Layout> named(String word) {
        return Arrays.stream(values())
                .filter(layout -> layout.word().equals(word))
                .findFirst();
    }

    /** What {@code nexus.layout} calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The tool whose layout it is. */
    public String tool() {
        return tool;
    }

    /** The folders of a project where that tool keeps its files, unless it is told another; none for the class path. */
    public List<String> usualFolders() {
        return switch (this) {
            case NEXUS, FLYWAY -> List.of();
            case MYBATIS -> List.of("scripts", "src/main/resources/scripts", "src/main/migrations/scripts");
            case GOLANG_MIGRATE -> List.of("migrations", "db/migrations");
            case DIESEL -> List.of("migrations");
            case DBMATE -> List.of("db/migrations");
        };
    }

    /** Whether placeholders are replaced, unless the run says otherwise. */
    public boolean replacesPlaceholders() {
        return this == FLYWAY;
    }

    /** Whether the folders below one that is named are read too. */
    public boolean readsBelow() {
        return this == NEXUS || this == FLYWAY;
    }

    /** Whether files are read in this folder, as seen from one that is named. */
    public boolean readsIn(String folder) {
        return readsBelow() || folder.isEmpty() != (this == DIESEL);
    }

    /** What reads its files; that of our own are read one by one. */
    public LayoutReader reader() {
        return switch (this) {
            case NEXUS -> throw new IllegalStateException("Our own files have a reader of their own");
            case FLYWAY -> new FlywayFiles();
            case MYBATIS -> new MyBatisFiles();
            case GOLANG_MIGRATE -> new GolangMigrateFiles();
            case DIESEL -> new DieselFolders();
            case DBMATE -> new DbmateFiles();
        };
    }
}
