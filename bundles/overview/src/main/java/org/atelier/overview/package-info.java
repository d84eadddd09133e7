/** What people look at first: their work, events in time and place, and how many there were. */
@Export
@Version("1.1.0")
package org.atelier.overview;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
