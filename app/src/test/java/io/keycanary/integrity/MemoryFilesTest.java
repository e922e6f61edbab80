package io.keycanary.integrity;

import java.util.Map;

class MemoryFilesTest extends TrailFilesContract {
    private final MemoryFiles memory = new MemoryFiles();

    @Override
    protected TrailFiles holding(Map<String, byte[]> files) {
        memory.files.putAll(files);
        return memory;
    }

    @Override
    protected void remove(String path) {
        memory.files.remove(path);
    }
}
