package org.atelier.demo.data.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.atelier.demo.data.internal.People.Person;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/** What people were awarded, what they can teach, know and speak. */
final class Honours {
    private static final List<String> TEACHING = List.of("swc-instructor", "dc-instructor", "lc-instructor");

    private Honours() {}

    static void add(Dataset rows, Dice dice, People people, List<Events.Training> trainings) {
        for (var instructor : people.instructors()) {
            var badges = new ArrayList<>(dice.some(dice.between(1, 2), TEACHING));
            if (people.trainers().contains(instructor)) {
                badges.add("trainer");
            }
            if (dice.chance(15)) {
                badges.add("maintainer");
            }
            badges.removeAll(PlantedDuplicates.badgesOf(instructor, people));
            badges.forEach(badge -> award(rows, dice, people, trainings, instructor, badge));
            dice.some(dice.between(1, 4), Vocabulary.LESSONS)
                    .forEach(lesson ->
                            Rows.add(rows, Kind.QUALIFICATION, "person", instructor.username(), "lesson", lesson));
        }
        for (var person : people.all()) {
            dice.some(dice.below(3), Vocabulary.KNOWLEDGE_DOMAINS)
                    .forEach(domain -> Rows.add(
                            rows,
                            Kind.PERSON_KNOWLEDGE_DOMAIN,
                            "person",
                            person.username(),
                            "knowledge_domain",
                            domain));
            for (var language : Set.copyOf(List.of("English", person.home().language())).stream()
                    .sorted()
                    .toList()) {
                Rows.add(rows, Kind.PERSON_LANGUAGE, "person", person.username(), "language", language);
            }
        }
    }

    private static void award(
            Dataset rows, Dice dice, People people, List<Events.Training> trainings, Person person, String badge) {
        var training = dice.oneOf(trainings);
        var months = dice.between(1, 6);
        var later = training.end().plusMonths(months);
        LocalDate awarded = later.isBefore(Events.TODAY) ? later : training.end();
        var atTheTraining = dice.chance(65);
        var by = dice.oneOf(people.trainers());
        Rows.add(
                rows,
                Kind.AWARD,
                "person",
                person.username(),
                "badge",
                badge,
                "awarded",
                awarded,
                "event",
                atTheTraining ? training.slug() : null,
                "awarded_by",
                by.equals(person) ? null : by.username());
    }
}
