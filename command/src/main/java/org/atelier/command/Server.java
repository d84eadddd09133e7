package org.atelier.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Atelier answers, and the token that opens it.
 *
 * @param url without a path
 */
record Server(URI url, String token) {
    /** How long a platform that is starting gets to write down its address. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    /**
     * @param url as the option said it; empty if it did not
     * @param tokenFile likewise
     * @throws Failure if there is no address or no token to be found, saying where it was looked for
     */
    static Server find(Optional<String> url, Optional<Path> tokenFile, Surroundings surroundings) {
        var told = url.or(() -> surroundings.variable("ATELIER_URL"));
        var address = address(told.orElseGet(() -> running(surroundings.home())));
        var token = tokenFile
                .map(file -> read(file, "token"))
                .or(() -> surroundings.variable("ATELIER_TOKEN"))
                .orElseGet(() -> homeToken(surroundings.home(), address));
        if (!TOKEN.matcher(token).matches()) {
            throw notAllowed(
                    "What was given as the token is not one: it has blanks or odd characters in it, or is empty.");
        }
        if (address.getScheme().equals("http") && !isThisMachine(address)) {
            surroundings.err().println("Mind: the token travels to " + address.getHost() + " unencrypted; use https.");
        }
        return new Server(address, token);
    }

    URI resolve(String path) {
        return url.resolve(path);
    }

    private static URI address(String text) {
        try {
            var uri = new URI(text.strip());
            var scheme = uri.getScheme();
            var isSite = ("http".equals(scheme) || "https".equals(scheme)) && uri.getHost() != null;
            if (isSite && uri.getRawUserInfo() == null && uri.getRawPath().matches("/?") && uri.getRawQuery() == null) {
                return uri.resolve("/");
            }
        } catch (URISyntaxException _) {
            // told below
        }
        throw Failure.here(
                ExitCode.USAGE,
                "bad-url",
                "Bad address",
                "\"" + text.strip() + "\" is not the address of an Atelier.",
                "Write it as http://127.0.0.1:8080 or https://workshops.example.org, without a path.");
    }

    /** The address the platform wrote down when it was ready. */
    private static String running(Path home) {
        var file = home.resolve("run").resolve("url");
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) && isStarting(home) && System.nanoTime() < end) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (!Files.exists(file)) {
            throw Failure.here(
                    ExitCode.UNREACHABLE,
                    "not-running",
                    "Atelier is not running",
                    "No Atelier is running on the home directory " + home + ".",
                    "Start it with \"bin/atelier start\", or say where it is with --url or ATELIER_HOME.");
        }
        return read(file, "address");
    }

    private static boolean isStarting(Path home) {
        var file = home.resolve("run").resolve("atelier.pid");
        if (!Files.exists(file)) {
            return false;
        }
        var pid = read(file, "process id");
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    /** The token of this machine's own platform is for this machine: another one has its own. */
    private static String homeToken(Path home, URI address) {
        var file = home.resolve("secrets").resolve("admin.token");
        if (!isThisMachine(address)) {
            throw notAllowed("The token in " + file + " is not sent to another machine, " + address.getHost() + ".");
        }
        if (!Files.exists(file)) {
            throw notAllowed("There is no token: " + file + " does not exist.");
        }
        return read(file, "token");
    }

    private static boolean isThisMachine(URI address) {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw Failure.here(
                    ExitCode.NOT_ALLOWED,
                    "unreadable-file",
                    "Unreadable file",
                    "The " + what + " in " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Run the command as the user Atelier runs as, or see that the file can be read.",
                    e);
        }
    }

    private static Failure notAllowed(String detail) {
        return Failure.here(
                ExitCode.NOT_ALLOWED,
                "no-token",
                "No token",
                detail,
                "Give the administrator's token with --token-file or ATELIER_TOKEN; the platform keeps it in"
                        + " secrets/admin.token of its home directory.");
    }
}
