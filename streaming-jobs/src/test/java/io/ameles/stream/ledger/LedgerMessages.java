package io.ameles.stream.ledger;

import static java.util.Comparator.comparing;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Messages about so few subjects, examples, labels, tasks and instants that they collide in every
 * way. Every message has a position of its own; what it says may be said elsewhere again.
 */
final class LedgerMessages {
  /** Subjects that messages are about. */
  static final List<String> SUBJECTS = List.of("anna", "bert", "carl");

  /** Examples that messages are about. */
  static final List<String> EXAMPLES = List.of("1", "2", "3");

  private static final List<String> LABELS = List.of("cat", "dog", "emu");
  static final List<String> TASKS = List.of("farm", "zoo");
  private static final int LAST_INSTANT = 9;

  private LedgerMessages() {}

  private record Content(String label, String task, int occurredAt, int vector, ExampleUse use) {}

  private record Event(
      String subject, String example, int revision, int partition, Content content) {
    Fixtures.EventBuilder at(long offset) {
      return Fixtures.event(subject, example)
          .revision(revision)
          .position(partition, offset)
          .occurredAt(content.occurredAt)
          .label(content.label)
          .task(content.task.isEmpty() ? null : content.task)
          .use(content.use)
          .vector(
              QuantizedVector.of(
                  (short) content.vector, (short) (content.occurredAt - 5), (short) 7, (short) -9));
    }

    /** The time that the contract of retention allows: later revisions occurred later. */
    Event agingWithRevision() {
      int born = Math.floorMod(31 * subject.hashCode() + example.hashCode(), 6);
      return new Event(
          subject,
          example,
          revision,
          partition,
          new Content(content.label, content.task, born + revision, content.vector, content.use));
    }

    /** One partition per subject, and no corrections: what mode digests asks for. */
    Event asDigestsNeed() {
      return new Event(subject, example, 0, SUBJECTS.indexOf(subject) % 2, content);
    }
  }

  private record Request(
      DeletionScope scope,
      String subject,
      Set<String> examples,
      String name,
      int upTo,
      boolean permanent) {
    Fixtures.DeletionBuilder at(long offset) {
      Fixtures.DeletionBuilder deletion =
          switch (scope) {
            case SUBJECT -> Fixtures.deleteSubject(subject);
            case EXAMPLES -> Fixtures.deleteExamples(subject, examples.toArray(String[]::new));
            case LABEL -> Fixtures.deleteLabel(name);
            case TASK -> Fixtures.deleteTask(name);
          };
      return deletion.id("request-" + offset).position(0, offset).upTo(upTo).permanent(permanent);
    }
  }

  private static Arbitrary<Event> events() {
    Arbitrary<Content> contents =
        Combinators.combine(
                Arbitraries.of(LABELS),
                Arbitraries.of("", "farm", "zoo"),
                instants(),
                Arbitraries.integers().between(1, 2),
                Arbitraries.frequency(
                    Tuple.of(3, ExampleUse.TRAIN), Tuple.of(1, ExampleUse.EVALUATE)))
            .as(Content::new);
    return Combinators.combine(
            Arbitraries.of(SUBJECTS),
            Arbitraries.of(EXAMPLES),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2),
            contents)
        .as(Event::new);
  }

  private static Arbitrary<Request> requests() {
    Arbitrary<String> names =
        Arbitraries.of(Stream.concat(LABELS.stream(), TASKS.stream()).toList());
    return Combinators.combine(
            Arbitraries.of(DeletionScope.values()),
            Arbitraries.of(SUBJECTS),
            Arbitraries.of(EXAMPLES).set().ofMinSize(1),
            names,
            instants(),
            Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)))
        .as(Request::new);
  }

  private static Arbitrary<Integer> instants() {
    return Arbitraries.integers().between(0, LAST_INSTANT);
  }

  /** Events and deletions without any rule. */
  static Arbitrary<List<LedgerInput>> anything() {
    return Combinators.combine(repeatingItself(events(), 24), repeatingItself(requests(), 6))
        .as((events, requests) -> concat(arrivals(events), deletions(requests)));
  }

  /** Events, deletions and the passing of time, by the contract of retention. */
  static Arbitrary<List<LedgerInput>> aging() {
    Arbitrary<List<Event>> events = repeatingItself(events().map(Event::agingWithRevision), 24);
    Arbitrary<List<Expiry>> expiries = instants().map(Expiry::new).list().ofMaxSize(3);
    return Combinators.combine(events, repeatingItself(requests(), 3), expiries)
        .as(
            (arriving, requests, expiring) ->
                concat(concat(arrivals(arriving), deletions(requests)), expiring));
  }

  /** Events of one revision and one partition per subject; deletions bring what they may. */
  static Arbitrary<List<LedgerInput>> forDigests() {
    return Combinators.combine(
            repeatingItself(events().map(Event::asDigestsNeed), 16),
            repeatingItself(requests(), 6),
            Arbitraries.longs())
        .as(
            (events, requests, seed) -> {
              List<Arrival> arrivals =
                  IntStream.range(0, events.size())
                      .mapToObj(i -> events.get(i).at(i).digested())
                      .toList();
              return concat(arrivals, bringing(requests, arrivals, new Random(seed)));
            });
  }

  /** A list in which elements come again later on. */
  private static <T> Arbitrary<List<T>> repeatingItself(Arbitrary<T> elements, int maxSize) {
    return Combinators.combine(
            elements.list().ofMaxSize(maxSize),
            Arbitraries.integers().between(0, 1000).list().ofMaxSize(maxSize / 3))
        .as(
            (list, again) ->
                list.isEmpty()
                    ? list
                    : concat(list, again.stream().map(i -> list.get(i % list.size())).toList()));
  }

  private static List<Arrival> arrivals(List<Event> events) {
    return IntStream.range(0, events.size()).mapToObj(i -> events.get(i).at(i).build()).toList();
  }

  private static List<Deletion> deletions(List<Request> requests) {
    return IntStream.range(0, requests.size())
        .mapToObj(i -> requests.get(i).at(i).build())
        .toList();
  }

  /** Half of them bring every event of their subject, the others leave some out. */
  private static List<Deletion> bringing(
      List<Request> requests, List<Arrival> arrivals, Random random) {
    List<Deletion> deletions = new ArrayList<>();
    for (Request request : requests) {
      boolean all = random.nextBoolean();
      List<Arrival> brought =
          arrivals.stream()
              .filter(arrival -> arrival.subject().equals(Fixtures.subject(request.subject())))
              .filter(arrival -> all || random.nextBoolean())
              .toList();
      deletions.add(request.at(deletions.size()).bringing(brought).build());
    }
    return deletions;
  }

  private static <T> List<T> concat(List<? extends T> one, List<? extends T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Any order, and some of the messages again at some later time. */
  static List<LedgerInput> shuffled(List<LedgerInput> messages, long seed) {
    Random random = new Random(seed);
    List<LedgerInput> order = new ArrayList<>(messages);
    Collections.shuffle(order, random);
    return redelivering(order, random);
  }

  /** Arrivals of a partition in its order, everything else anywhere; some of it again later. */
  static List<LedgerInput> interleaved(List<LedgerInput> messages, long seed) {
    Random random = new Random(seed);
    List<LedgerInput> order = new ArrayList<>(messages);
    Collections.shuffle(order, random);
    for (int partition = 0; partition < 3; partition++) {
      sortWithinTheirPlaces(order, partition);
    }
    return redelivering(order, random);
  }

  private static void sortWithinTheirPlaces(List<LedgerInput> order, int partition) {
    List<Integer> places =
        IntStream.range(0, order.size())
            .filter(i -> order.get(i) instanceof Arrival a && a.position().partition() == partition)
            .boxed()
            .toList();
    List<Arrival> sorted =
        places.stream()
            .map(place -> (Arrival) order.get(place))
            .sorted(comparing(Arrival::position))
            .toList();
    for (int i = 0; i < places.size(); i++) {
      order.set(places.get(i), sorted.get(i));
    }
  }

  private static List<LedgerInput> redelivering(List<LedgerInput> order, Random random) {
    for (int again = order.size() / 4; again > 0; again--) {
      int from = random.nextInt(order.size());
      int to = from + 1 + random.nextInt(order.size() - from);
      order.add(to, order.get(from));
    }
    return order;
  }
}
