package dev.twite.email.render;

import java.util.Map;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param values for the templates
 */
record Contents(String subject, Map<String, Object> values) {}
