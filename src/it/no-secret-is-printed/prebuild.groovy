// libpq's rule, which the plugin keeps: a password file that others can read is not read.
java.nio.file.Files.setPosixFilePermissions(new File(basedir, 'pgpass').toPath(), java.nio.file.attribute.PosixFilePermissions.fromString('rw-------'))
true
