/** Values of the domain (events, tags, people) and the ports through which they are read and written. */
@Export
@Version("1.1.0")
package org.atelier.domain;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
