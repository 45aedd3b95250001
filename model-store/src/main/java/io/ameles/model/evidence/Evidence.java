package io.ameles.model.evidence;

import io.ameles.model.learn.LearnerSettings;
import io.ameles.schema.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request to one learner.
 *
 * @param learner name, type and settings
 * @param guarantee what it declares for the scope of the request
 * @param selection how the request was chosen
 * @param target of the request; a subject's pseudonym
 * @param seed that decided
 * @param learned how many examples had been learned
 * @param forgotten how many of them the request covers
 * @param findings what was measured; null if the scope is not supported and was left out
 * @param judgement what it says about the declaration
 */
public record Evidence(
    LearnerSettings learner,
    Guarantee guarantee,
    Selection selection,
    String target,
    long seed,
    int learned,
    int forgotten,
    @Nullable Findings findings,
    Judgement judgement) {}
