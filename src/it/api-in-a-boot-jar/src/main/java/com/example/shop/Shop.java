package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Shop {

    public static void main(String[] args) {
        try (var shop = SpringApplication.run(Shop.class, args)) {
            System.out.println("The shop is open: " + shop.getBean(Shop.class).getClass().getPackageName());
        }
    }
}
