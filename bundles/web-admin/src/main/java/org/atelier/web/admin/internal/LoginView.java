package org.atelier.web.admin.internal;

import java.util.Optional;
import org.atelier.security.SignIns.Demo;

/**
 * The page for signing in.
 *
 * @param next where to go afterwards
 * @param name as typed before
 * @param problem what was wrong with name and password; empty at first
 * @param keyProblem what was wrong with the administrator's token
 * @param form what forms send back to show that they are ours
 * @param nobody whether there is no account at all yet
 */
public record LoginView(
        String next,
        String name,
        String problem,
        String keyProblem,
        String notice,
        String form,
        boolean nobody,
        Optional<Demo> demo) {}
