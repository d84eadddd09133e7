package org.atelier.upload;

import java.util.List;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Suspect;

/**
 * Somebody who is there and may be the person in the file.
 *
 * @param score how much speaks for it, from 1 to 100
 * @param exact whether the file names them, by e-mail or user name
 * @param reasons what the rules saw; empty where the user name was stated
 */
public record Candidate(Suspect.Person person, int score, boolean exact, List<Reason> reasons) {
    public Candidate {
        reasons = List.copyOf(reasons);
    }
}
