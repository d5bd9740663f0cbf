package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ItemIT {

    @Test
    void theShopHasItems() throws SQLException {
        URI url = URI.create(System.getenv("DATABASE_URL"));
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        String[] login = url.getUserInfo().split(":");
        try (Connection connection = DriverManager.getConnection(jdbc, login[0], login.length > 1 ? login[1] : "");
                Statement statement = connection.createStatement();
                ResultSet items = statement.executeQuery("SELECT name FROM item ORDER BY id")) {
            assertTrue(items.next());
            assertEquals("tea", items.getString("name"));
        }
    }
}
