package io.keycanary.plant;

/** How key material stands in one kind of file. */
interface Layout {
    /**
     * Finds the place and writes the block.
     *
     * @throws PlantException when the file holds something under that name already, or has a shape in which no
     *     addition is safe
     */
    Insertion insert(Document existing, Draft draft);

    /** What a new file has around the block. */
    default String scaffold() {
        return "";
    }
}
