package org.atelier.rest.internal;

import java.util.List;
import java.util.Optional;

/**
 * The description of the API as a page shows it. Public, like the records in it, for the template's sake alone.
 *
 * @param lead what comes before everything else
 * @param groups what belongs together, in the order of the description
 * @param shapes what bodies and answers are made of, by name
 */
public record ApiPage(String title, List<Span> lead, List<Group> groups, List<Shape> shapes) {
    public ApiPage {
        lead = List.copyOf(lead);
        groups = List.copyOf(groups);
        shapes = List.copyOf(shapes);
    }

    /**
     * A piece of text.
     *
     * @param code whether programs read it, and not people
     * @param href where on the page it leads
     */
    public record Span(String text, boolean code, Optional<String> href) {}

    /** @param id its anchor */
    public record Group(String id, String title, List<Span> description, List<Operation> operations) {
        public Group {
            description = List.copyOf(description);
            operations = List.copyOf(operations);
        }
    }

    /**
     * One method of one address.
     *
     * @param method in capitals
     * @param open whether everybody may, without saying who they are
     * @param bodies what can be sent, by media type
     * @param example a command line that does it
     */
    public record Operation(
            String id,
            String method,
            String path,
            List<Span> summary,
            List<Span> description,
            boolean open,
            List<Parameter> parameters,
            List<Body> bodies,
            List<Answer> answers,
            String example) {
        public Operation {
            summary = List.copyOf(summary);
            description = List.copyOf(description);
            parameters = List.copyOf(parameters);
            bodies = List.copyOf(bodies);
            answers = List.copyOf(answers);
        }
    }

    /** @param where {@code path}, {@code query} or {@code header} */
    public record Parameter(String name, String where, boolean required, List<Span> type, List<Span> description) {
        public Parameter {
            type = List.copyOf(type);
            description = List.copyOf(description);
        }
    }

    /** @param type what it consists of; empty where nobody says */
    public record Body(String mediaType, List<Span> type) {
        public Body {
            type = List.copyOf(type);
        }
    }

    /** @param statuses those that are answered in the same words */
    public record Answer(List<String> statuses, List<Span> description, List<Body> bodies) {
        public Answer {
            statuses = List.copyOf(statuses);
            description = List.copyOf(description);
            bodies = List.copyOf(bodies);
        }

        /** Whether it says that nothing came of it. */
        public boolean refuses() {
            return statuses.getFirst().compareTo("400") >= 0;
        }
    }

    /**
     * @param type what it is where it has no members of its own
     * @param members in order
     */
    public record Shape(String id, String name, List<Span> description, List<Span> type, List<Member> members) {
        public Shape {
            description = List.copyOf(description);
            type = List.copyOf(type);
            members = List.copyOf(members);
        }
    }

    public record Member(String name, boolean required, List<Span> type, List<Span> description) {
        public Member {
            type = List.copyOf(type);
            description = List.copyOf(description);
        }
    }
}
