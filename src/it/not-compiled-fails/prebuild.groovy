// As if somebody edited it after the first build.
new File(basedir, 'src/main/java/com/example/shop/M001_CreateItem.java').lastModified = System.currentTimeMillis() + 3_600_000
true
