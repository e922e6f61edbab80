package io.keycanary.plant;

/**
 * One block of text put into a document at one position: every planting is of this shape, so that removal is one cut.
 *
 * @param core the block, without the line ends around it
 * @param anchor a part of the core that is no secret and by which the block is found again: the key id as written
 * @param secret the secret as it stands in the core; empty when there is none in it
 */
record Insertion(Document.Place place, String core, String anchor, String secret) {

    Document into(Document document) {
        String text = document.text();
        return new Document(
                text.substring(0, place.at()) + place.lead() + core + place.trail() + text.substring(place.at()));
    }

    @Override
    public String toString() {
        return "Insertion[at=" + place.at() + ", anchor=" + anchor + "]";
    }
}
