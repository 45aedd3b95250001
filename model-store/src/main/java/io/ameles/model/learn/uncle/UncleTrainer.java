package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDManager;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.TaskHead;
import io.ameles.model.head.TaskHeads;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks their turns. A stream has no clean end of one task and beginning of the next; so all
 * tasks of a batch are taught together in one {@link Turn}, and what another task is held at is the
 * head that the network wrote for it at the end of that task's own last turn. Taken anew for every
 * batch instead, as a paper with one task after the other may, it would follow every small drift
 * and add them up.
 */
final class UncleTrainer implements Trainer {
  // Bounds the memory of a turn, whatever a batch holds.
  private static final int TASKS_AT_A_TIME = 64;

  private final Plan plan;
  private final EmbeddingSpace space;
  private final NDManager device;
  private final Map<String, Task> tasks;
  private final Tally tally;
  private final Network network;

  private UncleTrainer(Plan plan, EmbeddingSpace space, NDManager device, UncleState state) {
    this.plan = plan;
    this.space = space;
    this.device = device;
    this.tasks = state.tasks();
    this.tally = state.tally();
    this.network = new Network(plan, state.weights(), device);
  }

  static UncleTrainer open(
      Plan plan, EmbeddingSpace space, TensorDevice device, byte @Nullable [] snapshot) {
    NDManager scope = device.newScope();
    try {
      UncleState state =
          snapshot == null
              ? UncleState.begin(plan, scope)
              : UncleState.parse(plan, snapshot, scope);
      return new UncleTrainer(plan, space, scope, state);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  @Override
  public void learn(List<Lesson> batch) {
    Map<String, List<Lesson>> byTask = new LinkedHashMap<>();
    for (Lesson lesson : batch) {
      byTask.computeIfAbsent(nameOf(lesson), name -> new ArrayList<>()).add(lesson);
    }
    List<String> names = List.copyOf(byTask.keySet());
    for (int from = 0; from < names.size(); from += TASKS_AT_A_TIME) {
      int to = Math.min(names.size(), from + TASKS_AT_A_TIME);
      Map<String, List<Lesson>> some = new LinkedHashMap<>();
      names.subList(from, to).forEach(name -> some.put(name, byTask.getOrDefault(name, List.of())));
      teach(some);
    }
  }

  private String nameOf(Lesson lesson) {
    if (plan.taskPerSubject()) {
      return lesson.subject().toHex();
    }
    String task = lesson.task();
    return task == null ? TaskHead.UNNAMED : task;
  }

  private void teach(Map<String, List<Lesson>> byTask) {
    List<Task> pupils = new ArrayList<>();
    List<Lessons.Numbered> lessons = new ArrayList<>();
    byTask.forEach(
        (name, own) -> {
          Task task = pupil(name);
          for (Lesson lesson : own) {
            int slot = task.slot(lesson.label(), plan.mostLabels());
            if (slot >= 0) {
              lessons.add(new Lessons.Numbered(lesson, pupils.size(), slot));
            } else {
              tally.refused();
            }
          }
          pupils.add(task);
        });
    network.growFor(pupils);
    try (Turn turn = new Turn(plan, network, tally, pupils, others(pupils))) {
      turn.teach(lessons, space);
    }
  }

  private Task pupil(String name) {
    Task task =
        tasks.computeIfAbsent(
            name,
            absent ->
                new Task(absent, Initial.taskEmbedding(plan.layout(), tasks.size(), plan.seeds())));
    if (task.forgotten()) {
      task.revive();
    }
    return task;
  }

  private List<Task> others(List<Task> pupils) {
    List<Task> others = new ArrayList<>(tasks.values());
    others.removeAll(pupils);
    return others;
  }

  /** Does nothing: single examples cannot be unlearned. */
  @Override
  public void retract(List<Lesson> batch) {}

  @Override
  public void forget(Forgetting request) {
    DeletionScope ofTasks = plan.taskPerSubject() ? DeletionScope.SUBJECT : DeletionScope.TASK;
    Task task = tasks.get(request.target());
    if (request.scope() != ofTasks || task == null || task.forgotten()) {
      return;
    }
    List<Task> one = List.of(task);
    try (Turn turn = new Turn(plan, network, tally, one, others(one))) {
      turn.unlearn(plan.seeds().derive("noise", request.requestId()));
    }
  }

  @Override
  public Solution solution() {
    List<TaskHead> heads = new ArrayList<>();
    List<Task> all = List.copyOf(tasks.values());
    for (int from = 0; from < all.size(); from += TASKS_AT_A_TIME) {
      List<Task> some = all.subList(from, Math.min(all.size(), from + TASKS_AT_A_TIME));
      List<float[]> written = network.heads(some);
      for (int i = 0; i < some.size(); i++) {
        Task task = some.get(i);
        heads.add(TaskHead.of(task.name(), task.labels(), task.forgotten(), written.get(i)));
      }
    }
    long forgotten = all.stream().filter(Task::forgotten).count();
    return new Solution(
        TaskHeads.of(plan.shape(), plan.trustsTasks(), heads),
        tally.facts(all.size() - forgotten, forgotten));
  }

  @Override
  public byte[] snapshot() {
    return new UncleState(network.weights(), tasks, tally).toBytes(plan);
  }

  @Override
  public void close() {
    device.close();
  }
}
