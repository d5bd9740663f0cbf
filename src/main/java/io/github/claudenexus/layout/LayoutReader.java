package io.github.claudenexus.layout;

import java.util.List;

/** Reads the files of another tool by its rules: which are migrations, in which version, and what is their down. Pure. */
public interface LayoutReader {

    /**
     * Reads the files of all folders that are looked at, and of those below them.
     *
     * @param files folder by folder, each in the order of their paths
     * @param found gets the migrations, and what is wrong
     */
    void read(List<LayoutFile> files, LayoutFindings found);
}
