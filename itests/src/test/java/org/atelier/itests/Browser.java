package org.atelier.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, as an administrator uses it, with a folder for what it saw. */
final class Browser implements AutoCloseable {
    static final Dimension LAPTOP = new Dimension(1280, 900);
    static final Dimension PHONE = new Dimension(390, 844);
    private static final Path SCREENSHOTS = Path.of(System.getProperty("atelier.screenshots"));

    private static final String AXE = resource("/axe.min.js");

    private final ChromeDriver driver;
    private final InstalledAtelier atelier;

    private Browser(InstalledAtelier atelier, ChromeDriver driver) {
        this.atelier = atelier;
        this.driver = driver;
    }

    /** Opens one; the test is skipped, loudly, where there is no Chromium. */
    static Browser open(InstalledAtelier atelier, Path profile) {
        var chromium = program("chromium", "chromium-browser", "google-chrome");
        var driver = program("chromedriver");
        assumeTrue(!chromium.isEmpty() && !driver.isEmpty(), "skipped: Chromium and ChromeDriver are not installed");
        var options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--force-color-profile=srgb",
                // no smooth scrolling: what is clicked must be where it was seen
                "--force-prefers-reduced-motion",
                "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(driver).toFile())
                .build();
        var opened = new ChromeDriver(service, options);
        opened.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
        opened.manage().window().setSize(LAPTOP);
        return new Browser(atelier, opened);
    }

    private static String resource(String name) {
        try (var in = Browser.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of("/usr/bin/" + name, "/usr/local/bin/" + name, "/snap/bin/" + name))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
    }

    void size(Dimension size) {
        driver.manage().window().setSize(size);
    }

    void go(String path) {
        driver.get(atelier.url(path));
    }

    /** The address shown, without host and port. */
    String path() {
        return driver.getCurrentUrl().replaceFirst("^https?://[^/]+", "");
    }

    WebElement find(String css) {
        return new WebDriverWait(driver, Duration.ofSeconds(15))
                .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(css)));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void click(String css) {
        new WebDriverWait(driver, Duration.ofSeconds(15))
                .until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)))
                .click();
    }

    /** Signs in with the operator's token, on the page for signing in. */
    void signInWithToken(String token) {
        click("#with-token summary");
        type("#token", token);
        click("#sign-in-token");
    }

    void type(String css, String text) {
        var field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    /** Waits until the page says so. */
    void waitForText(String css, String text) {
        new WebDriverWait(driver, Duration.ofSeconds(15))
                .until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
    }

    void waitForPath(String regex) {
        new WebDriverWait(driver, Duration.ofSeconds(15)).until(_ -> path().matches(regex));
    }

    /** Waits until there is none of it any more. */
    void waitForGone(String css) {
        new WebDriverWait(driver, Duration.ofSeconds(15)).until(_ -> all(css).isEmpty());
    }

    /** Lets pages run scripts, or not, from the next one on. */
    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    // ---------------------------------------------------------------------------------------------- how it looks

    /** What the system likes, for the page that is shown and all after it. */
    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Unfolds all that can be. */
    void unfold() {
        script("for (const folded of document.querySelectorAll('main details')) folded.open = true");
    }

    /**
     * What axe-core finds on what is shown that is serious or worse, a line each; empty if nothing.
     *
     * @param runOnly its option of this name, as JSON
     */
    List<?> barriers(String runOnly) {
        script("if (!window.axe) { " + AXE + " }");
        return (List<?>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { runOnly: JSON.parse(arguments[0]), resultTypes: ['violations'] }).then(
                    (found) => done(found.violations
                        .filter((it) => ['serious', 'critical'].includes(it.impact))
                        .flatMap((it) => it.nodes.map((node) =>
                            `${it.id}: ${node.html.slice(0, 160)} ${node.failureSummary.split('\\n')[1] ?? ''}`))),
                    (error) => done([String(error)]));
                """, runOnly);
    }

    /** What sticks out of a window of this width, so that one must scroll sideways; empty if nothing does. */
    List<?> sticksOut(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        try {
            return (List<?>) script("""
                    const page = document.documentElement;
                    if (page.scrollWidth <= page.clientWidth) return [];
                    const held = (at) => at !== page && (getComputedStyle(at).overflowX !== 'visible' || held(at.parentElement));
                    const out = [...document.body.querySelectorAll('*')].filter((at) =>
                        at.getBoundingClientRect().right > page.clientWidth + 1 && !held(at.parentElement));
                    return [`${page.scrollWidth} wide`, ...out.slice(0, 3).map((at) => at.outerHTML.slice(0, 120))];
                    """);
        } finally {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Goes there with nothing kept from before, and returns how many bytes came over the wire for it. */
    long weight(String path) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        go(path);
        return ((Number) script("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                    .reduce((sum, it) => sum + it.transferSize, 0);
                """)).longValue();
    }

    /** Puts onto the page what nobody can see and what does not fit, to see that it is found. */
    void plantBarriers() {
        script("""
                const image = document.createElement('img');
                const wide = document.createElement('p');
                wide.textContent = 'wide';
                wide.style.width = '3000px';
                document.querySelector('main').append(image, wide);
                """);
    }

    /** Sends a form that is not on the page. */
    void post(String address) {
        script("""
                const form = document.createElement('form');
                form.method = 'post';
                form.action = arguments[0];
                document.body.append(form);
                form.submit();
                """, address);
    }

    /** Where the links of what is shown lead, within the pages. */
    List<String> links() {
        var found = (List<?>) script("return [...document.querySelectorAll('a[href^=\"/workshops/\"]')]"
                + ".map((it) => it.getAttribute('href'))");
        return found.stream().map(String.class::cast).toList();
    }

    // ---------------------------------------------------------------------------------------------- the keyboard

    /** Presses keys where the focus is. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** An attribute of what has the focus; empty without it. */
    String focused(String attribute) {
        var value = driver.switchTo().activeElement().getDomAttribute(attribute);
        return value == null ? "" : value;
    }

    /** Presses Tab until the focus is there; fails after so many presses. */
    void tabTo(String css, int most) {
        for (var i = 0; i < most; i++) {
            if ((Boolean) script("return document.activeElement.matches(arguments[0])", css)) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("Tab does not lead to " + css);
    }

    /** What Tab stops at from the top of the page until it leaves the page, by id; fails if it never leaves. */
    List<String> everyStop(int most) {
        script("document.activeElement.blur(); window.scrollTo(0, 0);"
                + "getSelection().collapse(document.body, 0); window.unseen = [];");
        var stops = new ArrayList<String>();
        for (var i = 0; i < most; i++) {
            keys(Keys.TAB);
            var at = (String) script("""
                    const at = document.activeElement;
                    if (at === document.body) return null;
                    const style = getComputedStyle(at);
                    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
                        || style.boxShadow !== 'none';
                    const box = at.getBoundingClientRect();
                    const inView = box.bottom > 0 && box.top < innerHeight;
                    if (!seen || !inView) window.unseen.push(at.outerHTML.slice(0, 120));
                    return at.id || at.tagName.toLowerCase();
                    """);
            if (at == null || !stops.isEmpty() && at.equals(stops.getFirst()) && at.equals("a") && atTheTop()) {
                return stops;
            }
            stops.add(at);
        }
        throw new AssertionError("Tab never leaves the page: " + stops);
    }

    private boolean atTheTop() {
        return (Boolean) script("return document.activeElement.matches('.skip')");
    }

    /** Where {@link #everyStop} found the focus out of sight or not to be seen. */
    List<?> invisibleStops() {
        return (List<?>) script("return window.unseen");
    }

    private Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    String text() {
        return find("body").getText();
    }

    /** What the browser complained about: blocked scripts and styles, failed requests, errors in scripts. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Keeps a picture of what is shown, for people to look at. */
    void picture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
