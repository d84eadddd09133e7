/** Invented rows that make an empty platform worth looking at. */
@Export
@Version("1.0.0")
package org.atelier.demo.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
