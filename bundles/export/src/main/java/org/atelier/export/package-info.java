/** The public feeds: badges, instructors and published events, as bytes that never change unless the data does. */
@Export
@Version("1.1.0")
package org.atelier.export;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
