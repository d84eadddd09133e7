package org.atelier.export.internal;

/**
 * What stands around the rows of a feed, in ASCII.
 *
 * @param empty all there is when there are no rows
 */
record Frame(String opening, String separator, String closing, String empty) {}
