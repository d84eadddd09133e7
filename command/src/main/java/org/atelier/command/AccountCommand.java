package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The accounts of those who sign in, for administrators. */
@Command(
        name = "account",
        description = "List, make and change the accounts of those who sign in; needs an administrator's token.",
        subcommands = {
            AccountCommand.All.class,
            AccountCommand.Show.class,
            AccountCommand.Create.class,
            AccountCommand.Change.class,
            AccountCommand.Reset.class,
            AccountCommand.SignOut.class,
            AccountCommand.Revoke.class
        })
final class AccountCommand {
    private static final String ACCOUNTS = "/api/v1/accounts";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say what this does.")
    private boolean help;

    /** Which account. */
    static final class Named {
        @Parameters(index = "0", paramLabel = "NAME", description = "The name somebody signs in with.")
        private String name;

        String path() {
            return ACCOUNTS + "/" + Api.segment(name);
        }
    }

    /** What may be said of an account. */
    static final class Profile {
        @Option(names = "--name", paramLabel = "TEXT", description = "What others read, such as \"Jo Doe\".")
        private Optional<String> displayName = Optional.empty();

        @Option(
                names = "--access",
                paramLabel = "LEVEL",
                description = "What it may do: viewer, editor or administrator.")
        private Optional<String> access = Optional.empty();

        @Option(names = "--note", paramLabel = "TEXT", description = "What to remember about this.")
        private Optional<String> note = Optional.empty();

        void addTo(ObjectNode account) {
            displayName.ifPresent(text -> account.put("display_name", text));
            access.ifPresent(level -> account.put("access", level));
            note.ifPresent(text -> account.put("note", text));
        }
    }

    /** Lists them. */
    @Command(name = "list", description = "List the accounts.")
    static final class All implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        All(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.show(surroundings, api -> api.get(ACCOUNTS), (answer, terminal) -> {
                if (answer.path("accounts").isEmpty()) {
                    terminal.say("There is no account yet; bin/atelier account create NAME makes one.");
                }
                answer.path("accounts")
                        .forEach(account -> terminal.say("%-20s  %-13s  last signed in %s%s"
                                .formatted(
                                        account.path("name").asText(),
                                        account.path("access").asText(),
                                        account.path("last_sign_in").asText("never"),
                                        account.path("active").asBoolean() ? "" : "  (disabled)")));
            });
        }
    }

    /** Tells of one, with where it is signed in and its tokens. */
    @Command(name = "show", description = "Show an account, where it is signed in, and its tokens.")
    static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.show(surroundings, this::read, Show::say);
        }

        private JsonNode read(Api api) {
            var all = Api.JSON.createObjectNode();
            all.set("account", api.get(named.path()));
            all.set("sessions", api.get(named.path() + "/sessions").path("sessions"));
            all.set("tokens", api.get(named.path() + "/tokens").path("tokens"));
            return all;
        }

        private static void say(JsonNode all, Terminal terminal) {
            say(all.path("account"), "", terminal);
            terminal.say(all.path("sessions").isEmpty() ? "Signed in nowhere." : "Signed in");
            for (var session : all.path("sessions")) {
                terminal.say("  %6s  %s, last used %s, %s"
                        .formatted(
                                session.path("id").asText(),
                                session.path("address").asText(),
                                session.path("last_used").asText(),
                                session.path("agent").asText()));
            }
            terminal.say(all.path("tokens").isEmpty() ? "No tokens." : "Tokens");
            for (var token : all.path("tokens")) {
                terminal.say("  %6s  %s (%s), expires %s, last used %s"
                        .formatted(
                                token.path("id").asText(),
                                token.path("name").asText(),
                                token.path("access").asText(),
                                token.path("expires").asText(),
                                token.path("last_used").asText("never")));
            }
        }

        static void say(JsonNode account, String done, Terminal terminal) {
            terminal.say("%s%s: %s, %s%s%s"
                    .formatted(
                            done,
                            account.path("name").asText(),
                            account.path("display_name").asText(),
                            account.path("access").asText(),
                            account.path("person").isTextual()
                                    ? ", is the person "
                                            + account.path("person").asText()
                                    : "",
                            account.path("active").asBoolean() ? "" : ", disabled"));
        }
    }

    /** Makes one. */
    @Command(
            name = "create",
            description = {"Make an account.", "Prints a link with which its holder chooses a password; pass it on."})
    static final class Create implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Mixin
        private Profile profile;

        @Option(names = "--person", paramLabel = "USERNAME", description = "The person whose account it is.")
        private Optional<String> person = Optional.empty();

        Create(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var account = Api.JSON.createObjectNode().put("name", named.name);
                account.put("display_name", named.name).put("access", "viewer");
                profile.addTo(account);
                person.ifPresent(username -> account.put("person", username));
                terminal.show(api.post(ACCOUNTS, account), (made, _) -> invited(made, "Made ", api, terminal));
                return ExitCode.DONE;
            });
        }
    }

    private static void invited(JsonNode invited, String done, Api api, Terminal terminal) {
        Show.say(invited.path("account"), done, terminal);
        terminal.say("Whoever opens this link chooses the password, once, until "
                + invited.path("link_expires").asText() + ":");
        terminal.say(api.address(invited.path("link").asText()));
    }

    /** Changes one. */
    @Command(
            name = "change",
            description = "Change an account, disable it or let it in again; what is not named stays as it is.")
    static final class Change implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Mixin
        private Profile profile;

        @ArgGroup
        private Whose whose = new Whose();

        @ArgGroup
        private State state = new State();

        /** The person whose account it is. */
        static final class Whose {
            @Option(names = "--person", paramLabel = "USERNAME", description = "The person whose account it is.")
            private Optional<String> person = Optional.empty();

            @Option(names = "--no-person", description = "It is no person's account.")
            private boolean nobodys;
        }

        /** Whether it may sign in. */
        static final class State {
            @Option(names = "--disable", description = "It cannot sign in any more; its sessions end, its tokens fail.")
            private boolean disable;

            @Option(names = "--enable", description = "It may sign in again.")
            private boolean enable;
        }

        Change(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var before = api.get(named.path());
                var account = Api.JSON.createObjectNode();
                for (var member : List.of("display_name", "access", "active", "person")) {
                    if (!before.path(member).isNull()) {
                        account.set(member, before.path(member));
                    }
                }
                profile.addTo(account);
                whose.person.ifPresent(username -> account.put("person", username));
                if (whose.nobodys) {
                    account.remove("person"); // not to name one is how the API is told
                }
                if (state.disable || state.enable) {
                    account.put("active", state.enable);
                }
                terminal.show(api.put(named.path(), account), (now, _) -> Show.say(now, "Now ", terminal));
                return ExitCode.DONE;
            });
        }
    }

    /** Takes the password away. */
    @Command(
            name = "reset",
            description = {
                "Take the password away and end every session.",
                "Prints a link with which its holder chooses another one; pass it on."
            })
    static final class Reset implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Mixin
        private RecordCommand.Writing writing;

        Reset(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                terminal.show(
                        api.post(writing.path(named.path() + "/reset")),
                        (reset, _) -> invited(reset, "The password is gone of ", api, terminal));
                return ExitCode.DONE;
            });
        }
    }

    /** Ends sessions. */
    @Command(name = "sign-out", description = "End the sessions of an account, or those named.")
    static final class SignOut implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Parameters(index = "1..*", paramLabel = "ID", description = "Only these, as \"account show\" lists them.")
        private List<Long> ids = new ArrayList<>();

        SignOut(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                var sessions = named.path() + "/sessions";
                if (ids.isEmpty()) {
                    api.delete(sessions);
                } else {
                    ids.forEach(id -> api.delete(sessions + "/" + id));
                }
                terminal.show(Api.JSON.createObjectNode().put("ended", true), (_, _) -> terminal.say("Signed out."));
                return ExitCode.DONE;
            });
        }
    }

    /** Ends a token. */
    @Command(name = "revoke", description = "End a token of an account: whoever uses it is refused from now on.")
    static final class Revoke implements Callable<Integer> {
        private final Surroundings surroundings;

        @Mixin
        private Common common;

        @Mixin
        private Named named;

        @Parameters(index = "1", paramLabel = "ID", description = "Which, as \"account show\" lists them.")
        private long id;

        Revoke(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return common.run(surroundings, (api, terminal) -> {
                api.delete(named.path() + "/tokens/" + id);
                terminal.show(Api.JSON.createObjectNode().put("revoked", true), (_, _) -> terminal.say("Revoked."));
                return ExitCode.DONE;
            });
        }
    }
}
