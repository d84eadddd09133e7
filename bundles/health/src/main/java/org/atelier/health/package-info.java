/** What runs here, and whether it can do its work. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.atelier.health;
