package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ItemIT {

    private static final String HOW = System.getProperty("shop.test", "");

    @Test
    void theShopIsEmpty() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(System.getProperty("shop.url"), System.getProperty("shop.user"), null);
                Statement statement = connection.createStatement();
                ResultSet items = statement.executeQuery("SELECT count(*) FROM item")) {
            items.next();
            assertEquals(HOW.equals("fails") ? 1 : 0, items.getInt(1));
        }
        // For verify.groovy, which looks for it in all that Maven printed: stop deletes the file.
        Files.copy(Path.of(System.getProperty("org.postgresql.pgpassfile")), Path.of("target/pgpass-" + HOW));
        if (HOW.equals("kills-maven")) {
            ProcessHandle maven = ProcessHandle.current().parent().orElseThrow();
            while (!maven.info().command().orElseThrow().endsWith("java")) {
                maven = maven.parent().orElseThrow();
            }
            maven.destroyForcibly();
        }
    }
}
