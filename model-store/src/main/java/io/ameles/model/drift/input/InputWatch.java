package io.ameles.model.drift.input;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the examples that are learned. The first make the reference; those that follow fill one
 * window after the other, and each full one is compared with the reference.
 *
 * <p>Of the examples that are in the reference or in the open window it remembers the pseudonyms,
 * so that one that is forgotten is taken out, and only if it is in. What is missing then is missing
 * on both sides, and is no drift. When deletions leave less than half of the reference, it is
 * filled up from what comes next before anything is compared again.
 *
 * <p>NOT thread-safe.
 */
public final class InputWatch {
  private final InputSpace space;
  private final InputDriftSettings settings;
  private final FourierFeatures fourier;
  private final Bins bins;

  private ReferenceProfile reference;
  private InputSums window;
  private final Set<Pseudonym> inReference = new LinkedHashSet<>();
  private final Set<Pseudonym> inWindow = new LinkedHashSet<>();
  private boolean filling = true;
  private boolean away;
  private long alarms;

  /**
   * What became of a full window.
   *
   * @param comparison how it differs
   * @param alarm whether that is news
   */
  public record Verdict(Comparison comparison, boolean alarm) {}

  /** Has seen nothing. */
  public InputWatch(InputSpace space, InputDriftSettings settings) {
    this.space = space;
    this.settings = settings;
    this.fourier = new FourierFeatures(space);
    this.bins = new Bins(space);
    this.reference = ReferenceProfile.empty(space);
    this.window = new InputSums(space);
  }

  /**
   * Takes an example in; one that is in already is left as it is.
   *
   * @param example its pseudonym
   * @return the verdict, if a window was filled by it
   */
  public Optional<Verdict> learned(Pseudonym example, QuantizedVector vector, String label) {
    if (inReference.contains(example) || inWindow.contains(example)) {
      return Optional.empty();
    }
    Observation observation = observe(vector, label);
    if (filling) {
      reference.add(example, observation, 1);
      inReference.add(example);
      filling = reference.all().count() < settings.reference();
      return Optional.empty();
    }
    window.add(observation, 1);
    inWindow.add(example);
    return window.count() < settings.window() ? Optional.empty() : Optional.of(close());
  }

  private Observation observe(QuantizedVector vector, String label) {
    return new Observation(fourier.of(vector), bins.of(vector), label);
  }

  private Verdict close() {
    Comparison comparison = reference.compare(window, settings.significance());
    clearWindow();
    boolean alarm = comparison.changed() && !away;
    away = comparison.changed();
    if (alarm) {
      alarms++;
    }
    if (alarm && settings.afterAlarm() == AfterAlarm.ADAPT) {
      clearReference(); // without the window, which may hold some of before
    }
    return new Verdict(comparison, alarm);
  }

  /**
   * Takes an example out, if it is in.
   *
   * @param vector as it was learned
   * @param label as it was learned
   */
  public void forgotten(Pseudonym example, QuantizedVector vector, String label) {
    if (inWindow.remove(example)) {
      window.add(observe(vector, label), -1);
    } else if (inReference.remove(example)) {
      reference.add(example, observe(vector, label), -1);
      if (!filling && 2 * reference.all().count() < settings.reference()) {
        filling = true;
        clearWindow(); // older than what the reference is filled up with
      }
    }
  }

  /**
   * Takes out all examples of a label when they are not named: as sums do not tell them from the
   * others, whatever holds one of them is begun anew.
   */
  public void forgottenLabel(String label) {
    if (reference.all().labels().containsKey(label)) {
      beginAnew();
    } else if (window.labels().containsKey(label)) {
      clearWindow();
    }
  }

  /** Forgets all examples; the alarms stay counted. */
  public void beginAnew() {
    clearReference();
    clearWindow();
  }

  private void clearReference() {
    reference = ReferenceProfile.empty(space);
    inReference.clear();
    filling = true;
    away = false;
  }

  private void clearWindow() {
    window = new InputSums(space);
    inWindow.clear();
  }

  /** How many alarms there were. */
  public long alarms() {
    return alarms;
  }

  /** Where it stands; a copy. */
  public InputWatchState state() {
    return new InputWatchState(
        space,
        reference.blocks().stream().map(KernelSums::copy).toList(),
        reference.all().copy(),
        window.copy(),
        List.copyOf(inReference),
        List.copyOf(inWindow),
        filling,
        away,
        alarms);
  }

  /**
   * Goes on from where another one stood. Statistics in another space cannot be gone on with: only
   * the count of the alarms is taken over then.
   */
  public void restore(InputWatchState state) {
    beginAnew();
    alarms = state.alarms();
    if (!state.space().equals(space) || state.blocks().size() != ReferenceProfile.BLOCKS) {
      return;
    }
    reference = ReferenceProfile.of(state.blocks(), state.reference());
    window = state.window().copy();
    inReference.addAll(state.inReference());
    inWindow.addAll(state.inWindow());
    filling = state.filling() || 2 * reference.all().count() < settings.reference();
    away = state.away();
  }
}
