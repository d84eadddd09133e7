package org.atelier.upload.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.upload.Column;
import org.atelier.upload.Decision;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask;
import org.atelier.upload.Preview;
import org.atelier.upload.UploadOutcome;
import org.atelier.upload.UploadReceipt;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.UploadStore;
import org.atelier.upload.UploadStore.Asked;
import org.atelier.upload.UploadStore.NewPerson;
import org.atelier.upload.UploadStore.NewTask;
import org.atelier.upload.UploadStore.Question;
import org.atelier.upload.UploadStore.Writing;
import org.atelier.upload.Uploads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Uploads by way of a store. */
@Component
public final class UploadService implements Uploads {
    private final UploadStore store;

    @Activate
    public UploadService(@Reference UploadStore store) {
        this.store = store;
    }

    @Override
    public Preview preview(UploadRequest request) {
        var sheet = Sheet.read(request.text());
        var people = FilePerson.people(sheet);
        return Planner.plan(sheet, people, store.look(question(people)), request);
    }

    @Override
    public UploadOutcome apply(UploadRequest request, String fingerprint, String seen, NewOperation by) {
        var sheet = Sheet.read(request.text());
        var people = FilePerson.people(sheet);
        var latest = new Object() {
            Preview preview;
        };
        var operation = store.write(
                question(people),
                known -> {
                    latest.preview = Planner.plan(sheet, people, known, request);
                    return Optional.of(latest.preview)
                            .filter(now -> now.ready() && now.fingerprint().equals(fingerprint))
                            .map(UploadService::writing);
                },
                by);
        var now = latest.preview;
        if (operation.isPresent()) {
            return new UploadOutcome.Done(store.receipt(operation.get())
                    .orElseThrow(() -> new IllegalStateException("no receipt of upload " + operation.get())));
        }
        return now.fingerprint().equals(fingerprint)
                ? new UploadOutcome.NotReady(now)
                : new UploadOutcome.Stale(now, Seen.changes(seen, now.people()));
    }

    @Override
    public Optional<UploadReceipt> receipt(long operation) {
        return store.receipt(operation);
    }

    private static Question question(List<FilePerson> people) {
        var asked = people.stream()
                .map(person -> new Asked(
                        person.get(Column.PERSONAL),
                        person.get(Column.FAMILY),
                        person.get(Column.EMAIL),
                        person.get(Column.USERNAME)))
                .toList();
        var usernames = people.stream()
                .flatMap(person -> Stream.of(person.get(Column.USERNAME), Usernames.stem(person)))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new Question(
                asked, usernames, said(people, Column.EVENT), said(people, Column.ROLE), said(people, Column.AIRPORT));
    }

    private static Set<String> said(List<FilePerson> people, Column column) {
        var said = new LinkedHashSet<String>();
        for (var person : people) {
            for (var row : person.rows()) {
                if (!row.get(column).isEmpty()) {
                    said.add(row.get(column));
                }
            }
        }
        return said;
    }

    private static Writing writing(Preview preview) {
        var people = new ArrayList<NewPerson>();
        var tasks = new ArrayList<NewTask>();
        for (var planned : preview.people()) {
            switch (planned.decision()) {
                case Decision.Create(var person) -> {
                    people.add(person);
                    tasks.addAll(tasks(planned, Optional.empty(), person.username()));
                }
                case Decision.Use(var person) -> tasks.addAll(tasks(planned, Optional.of(person.id()), person.slug()));
                case Decision.Skip(), Decision.Open() -> {
                    // an upload that is ready has nothing open
                }
            }
        }
        return new Writing(people, tasks);
    }

    private static List<NewTask> tasks(Planned planned, Optional<Long> person, String username) {
        return planned.tasks().stream()
                .filter(task -> task.state() == PlannedTask.State.NEW)
                .map(task -> new NewTask(task.eventId(), person, username, task.roleId(), task.title(), task.url()))
                .toList();
    }
}
