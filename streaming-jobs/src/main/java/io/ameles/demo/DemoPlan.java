package io.ameles.demo;

import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.demo.dataset.StreamedExample;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.ledger.LedgerMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which deletions are requested after which example: subjects all along, and in between an unknown
 * subject, a label, a task and a request that is repeated. The same settings give the same plan.
 */
final class DemoPlan {
  private static final double FIRST = 0.1;
  private static final double LAST = 0.95;
  private static final double UNKNOWN_AT = 0.4;
  private static final double LABEL_AT = 0.55;
  private static final double TASK_AT = 0.75;
  private static final double REPEAT_AT = 0.85;
  private static final int ATTEMPTS = 20;
  private static final int LABEL_OF_TASK = 1;
  private static final int FORGOTTEN_TASK = 3;

  /** In mode digests a request carries its examples, and a record should stay below this. */
  private static final int MAX_BROUGHT_BYTES = 4 << 20;

  private final ClassIncrementalStream stream;
  private final DemoSettings settings;
  private final List<LabeledEvent> evaluation;
  private final SortedMap<Integer, List<DeletionEvent>> deletions = new TreeMap<>();
  private final Set<String> forgottenLabels = new TreeSet<>();
  private final Set<String> forgottenTasks = new TreeSet<>();

  DemoPlan(ClassIncrementalStream stream, DemoSettings settings) {
    this.stream = stream;
    this.settings = settings;
    this.evaluation = EvaluationEvents.of(stream);
    if (settings.sequence() != null) {
      planSequence(settings.sequence());
    } else if (settings.deletions()) {
      planSubjects();
      planOthers();
    }
  }

  ClassIncrementalStream stream() {
    return stream;
  }

  /** What is sent first, to be evaluated on only. */
  List<LabeledEvent> evaluation() {
    return evaluation;
  }

  /** The requests to send after the example at {@code index}. */
  List<DeletionEvent> after(int index) {
    return deletions.getOrDefault(index, List.of());
  }

  /** Whether what comes before a request must be learned before the request is sent. */
  boolean isInOrder() {
    return settings.sequence() != null;
  }

  /** How many requests there are. */
  int requests() {
    return deletions.values().stream().mapToInt(List::size).sum();
  }

  /** Labels that the model is made to forget, those of forgotten tasks not included. */
  Set<String> forgottenLabels() {
    return forgottenLabels;
  }

  /** Tasks that the model is made to forget. */
  Set<String> forgottenTasks() {
    return forgottenTasks;
  }

  /** Active subjects ask more often: whoever a random one of the examples so far is about. */
  private void planSubjects() {
    SplittableRandom random = new SplittableRandom(settings.seed());
    Set<String> chosen = new TreeSet<>();
    int wanted = (int) Math.round(settings.forgetShare() * stream.subjects().size());
    int size = stream.examples().size();
    for (int i = 0; i < wanted; i++) {
      double position = FIRST + (LAST - FIRST) * i / Math.max(1, wanted - 1);
      int index = (int) (position * (size - 1));
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        String subject = stream.examples().get(random.nextInt(index + 1)).subject();
        boolean possible = settings.ledger() == LedgerMode.CONTRIBUTIONS || fits(subject, index);
        if (possible && chosen.add(subject)) {
          // Request ids stand in receipts and state in clear, so they must not say who it is about.
          String id = "forget-person-%02d".formatted(chosen.size());
          add(index, subjectRequest(id, subject, index));
          break;
        }
      }
    }
  }

  private void planOthers() {
    int last = stream.examples().size() - 1;
    List<String> tasks = stream.tasks();
    boolean whole = settings.ledger() == LedgerMode.DIGESTS;
    int unknownAt = (int) (UNKNOWN_AT * last);
    add(unknownAt, subjectRequest("forget-somebody-unknown", "nobody-we-know", unknownAt));
    if (tasks.size() > LABEL_OF_TASK) {
      String label = stream.labels(tasks.get(LABEL_OF_TASK)).get(0);
      forgottenLabels.add(label);
      int at = (int) (LABEL_AT * last);
      add(
          at,
          request("forget-label-" + label, DeletionScope.LABEL, at)
              .setLabel(label)
              .setPermanent(whole)
              .build());
    }
    if (tasks.size() > FORGOTTEN_TASK) {
      String task = tasks.get(FORGOTTEN_TASK);
      int at = (int) (TASK_AT * last);
      if (!whole) {
        forgottenTasks.add(task); // mode digests refuses to forget a task without its examples
      }
      add(at, request("forget-" + task, DeletionScope.TASK, at).setTask(task).build());
    }
    add((int) (REPEAT_AT * last), deletions.get(deletions.firstKey()).get(0));
  }

  /** A task is forgotten right after the last example of the task that is learned before. */
  private void planSequence(TaskSequence sequence) {
    List<String> tasks = stream.tasks();
    int end = 0;
    for (int learned = 0; learned < sequence.tasks(); learned++) {
      end += stream.examples(tasks.get(learned)).size();
      for (int forgotten : sequence.forgotten().get(learned)) {
        String task = tasks.get(forgotten);
        forgottenTasks.add(task);
        add(end - 1, request("forget-" + task, DeletionScope.TASK, end - 1).setTask(task).build());
      }
    }
  }

  private DeletionEvent subjectRequest(String id, String subject, int index) {
    DeletionEvent.Builder request = request(id, DeletionScope.SUBJECT, index).setSubject(subject);
    if (settings.ledger() == LedgerMode.DIGESTS) {
      request.setExamples(
          Stream.concat(
                  sentOf(subject, index).stream().map(example -> StreamedEvent.of(stream, example)),
                  evaluationOf(subject).stream())
              .toList());
    }
    return request.build();
  }

  private DeletionEvent.Builder request(String id, DeletionScope scope, int index) {
    Instant requestedAt = stream.examples().get(index).occurredAt();
    return DeletionEvent.newBuilder().setRequestId(id).setScope(scope).setRequestedAt(requestedAt);
  }

  private boolean fits(String subject, int index) {
    long brought = sentOf(subject, index).size() + (long) evaluationOf(subject).size();
    return brought * stream.dataset().dimension() * Float.BYTES < MAX_BROUGHT_BYTES;
  }

  private List<LabeledEvent> evaluationOf(String subject) {
    return evaluation.stream().filter(event -> subject.equals(event.getSubject())).toList();
  }

  private List<StreamedExample> sentOf(String subject, int index) {
    return stream.examples().subList(0, index + 1).stream()
        .filter(example -> example.subject().equals(subject))
        .toList();
  }

  private void add(int index, DeletionEvent request) {
    deletions.computeIfAbsent(index, key -> new ArrayList<>()).add(request);
  }
}
