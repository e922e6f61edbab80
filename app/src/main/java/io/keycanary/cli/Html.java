package io.keycanary.cli;

import io.keycanary.token.Printable;
import org.jspecify.annotations.Nullable;

/** Text for pages that need nothing from elsewhere: no script, no font, no picture. */
final class Html {
    /** How all of them look, on paper too. */
    static final String STYLE = """
            body{font-family:sans-serif;max-width:60em;margin:2em auto;color:#222}
            table{border-collapse:collapse;margin:1em 0}
            td,th{padding:.2em .8em;text-align:left;border-bottom:1px solid #ddd;vertical-align:top}
            .bar{background:#cfd8dc;height:.8em}.bar div{background:#37474f;height:.8em}
            .n{text-align:right}small{color:#666}td{overflow-wrap:anywhere}
            @page{margin:2cm}
            @media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2{break-after:avoid}}
            """;

    private Html() {}

    /** One harmless line, for text and for attributes in double quotes; a dash where there is none. */
    static String escape(@Nullable Object hostile) {
        return Printable.line(Screen.safe(hostile))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The beginning of a page. */
    static String head(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n";
    }
}
