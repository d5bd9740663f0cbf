package io.github.claudenexus.mojo;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common parameters as Maven filled them in, nothing understood yet.
 *
 * @param skip {@code nexus.skip}
 * @param databaseUrl {@code <databaseUrl>} in the POM
 * @param server {@code nexus.server}
 * @param packages {@code nexus.packages}
 * @param scope {@code nexus.scope}
 * @param checkSources {@code nexus.checkSources}
 * @param schema {@code nexus.schema}
 * @param lockTimeout {@code nexus.lockTimeout}
 * @param lockRetryTime {@code nexus.lockRetryTime}
 * @param waitForRunner {@code nexus.wait}
 * @param connectWait {@code nexus.connectWait}
 * @param reportDirectory {@code nexus.reportDirectory}
 * @param variables {@code <variables>} in the POM
 * @param debug {@code nexus.debug}
 */
record Inputs(
        boolean skip,
        @Nullable String databaseUrl,
        @Nullable String server,
        @Nullable List<String> packages,
        @Nullable String scope,
        boolean checkSources,
        @Nullable String schema,
        @Nullable String lockTimeout,
        @Nullable String lockRetryTime,
        @Nullable String waitForRunner,
        @Nullable String connectWait,
        @Nullable File reportDirectory,
        @Nullable Map<String, String> variables,
        boolean debug) {}
