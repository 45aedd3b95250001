package io.ameles.stream.ledger;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.function.BinaryOperator.maxBy;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which examples are live, said without time: a pure function of the set of messages received.
 * Shares no code with the ledger.
 */
final class LiveSetOracle {
  private static final Comparator<Arrival> AUTHORITY =
      comparingInt(Arrival::revision)
          .thenComparing(comparingInt((Arrival a) -> a.position().partition()).reversed())
          .thenComparing(comparingLong((Arrival a) -> a.position().offset()).reversed());

  private LiveSetOracle() {}

  private record Identity(Pseudonym subject, Pseudonym example) {}

  /** The events that are the content of a live example. */
  static Set<Arrival> live(Collection<? extends LedgerInput> received) {
    return winners(received).values().stream()
        .filter(winner -> received.stream().noneMatch(message -> covers(message, winner)))
        .collect(Collectors.toSet());
  }

  /** Those of them that are for one use. */
  static Set<Arrival> live(ExampleUse use, Collection<? extends LedgerInput> received) {
    return live(received).stream()
        .filter(arrival -> arrival.use() == use)
        .collect(Collectors.toSet());
  }

  /** Per example the event that counts. */
  private static Map<Identity, Arrival> winners(Collection<? extends LedgerInput> received) {
    return received.stream()
        .filter(Arrival.class::isInstance)
        .map(Arrival.class::cast)
        .collect(
            Collectors.toMap(
                arrival -> new Identity(arrival.subject(), arrival.example()),
                arrival -> arrival,
                maxBy(AUTHORITY)));
  }

  private static boolean covers(LedgerInput message, Arrival arrival) {
    if (message instanceof Expiry expiry) {
      return arrival.occurredAt() <= expiry.cutoff();
    }
    if (!(message instanceof Deletion deletion)) {
      return false;
    }
    Deletion.Request request = deletion.request();
    boolean inTime = request.permanent() || arrival.occurredAt() <= request.requestedAt();
    return inTime
        && switch (request.scope()) {
          case SUBJECT -> arrival.subject().equals(deletion.subject());
          case EXAMPLES ->
              arrival.subject().equals(deletion.subject())
                  && deletion.examples().contains(arrival.example());
          case LABEL -> request.target().equals(arrival.label());
          case TASK -> request.target().equals(arrival.task());
        };
  }

  /** The digest of a model that learned these and nothing else, all at once. */
  static String digest(Collection<Arrival> live) {
    List<Contribution> learned =
        live.stream()
            .map(arrival -> Contribution.learned(arrival.label(), arrival.task(), arrival.vector()))
            .toList();
    return StateDigest.of(NearestMean.TYPE, Fixtures.combine(learned));
  }
}
