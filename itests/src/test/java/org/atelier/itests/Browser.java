package org.atelier.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
