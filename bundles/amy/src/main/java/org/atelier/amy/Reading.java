package org.atelier.amy;

import java.util.List;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;

/** What was read: the rows that are good, and those that are not, each with line and reason. */
public record Reading(Dataset rows, List<Datasets.Rejection> rejections) {
    public Reading {
        rejections = List.copyOf(rejections);
    }
}
