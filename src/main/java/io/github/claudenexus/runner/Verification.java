package io.github.claudenexus.runner;

import io.github.claudenexus.migration.Database;
import io.github.claudenexus.migration.Migration;

/** The author's own check; what it throws is kept apart from what up throws. */
final class Verification {

    private Verification() {}

    static void run(Migration migration, Database database) throws Failed {
        try {
            migration.verify(database);
        } catch (Exception | AssertionError failure) {
            throw new Failed(failure);
        }
    }

    /** Verify has thrown. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final Throwable thrown;

        Failed(Throwable thrown) {
            super(thrown.getMessage(), thrown);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }
}
