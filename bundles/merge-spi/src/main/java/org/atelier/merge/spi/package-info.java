/** What a plugin implements to decide how one field or relation survives a merge, and the values it is asked with. */
@Export
@Version("1.0.0")
package org.atelier.merge.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
