/** Signs administrators in and out. */
@Export
@Version("1.0.0")
package org.atelier.security;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
