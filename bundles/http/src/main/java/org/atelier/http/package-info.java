/**
 * The little that the API and the pages share: routes, access, requests and answers as values, problems, request ids.
 */
@Export
@Version("1.0.0")
package org.atelier.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
