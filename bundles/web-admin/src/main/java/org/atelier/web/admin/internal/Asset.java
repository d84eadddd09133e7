package org.atelier.web.admin.internal;

/**
 * A file that pages refer to.
 *
 * @param address where it is served; holds a hash of the content, so that it may be kept for ever
 * @param content not to be changed
 */
record Asset(String address, String mediaType, String etag, byte[] content) {}
