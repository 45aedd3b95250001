package io.ameles.cli;

import io.ameles.client.IdFile;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be forgotten. */
final class ForgetTarget {
  @Option(names = "--subject", paramLabel = "ID", description = "Forget this subject.")
  private @Nullable String subject;

  @Option(
      names = "--example",
      paramLabel = "ID",
      description = "Forget this example; may be repeated. With --subject: of that subject.")
  private @Nullable List<String> examples;

  @Option(names = "--label", paramLabel = "NAME", description = "Forget this label.")
  private @Nullable String label;

  @Option(names = "--task", paramLabel = "NAME", description = "Forget this task.")
  private @Nullable String task;

  @Option(
      names = "--subjects-from",
      paramLabel = "FILE",
      description = "Forget every subject in this file, one id per line; - is the standard input.")
  private @Nullable String subjectsFrom;

  @Option(
      names = "--examples-from",
      paramLabel = "FILE",
      description = "The same for examples. With --subject: of that subject.")
  private @Nullable String examplesFrom;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  DeletionScope scope() {
    boolean ofExamples = examples != null || examplesFrom != null;
    boolean ofSubjects = subjectsFrom != null || (subject != null && !ofExamples);
    int scopes =
        (ofExamples ? 1 : 0)
            + (ofSubjects ? 1 : 0)
            + (label != null ? 1 : 0)
            + (task != null ? 1 : 0);
    boolean twice =
        (examples != null && examplesFrom != null) || (subjectsFrom != null && subject != null);
    if (scopes != 1 || twice || (subject != null && (label != null || task != null))) {
      throw new ParameterException(
          spec.commandLine(),
          "Name what to forget: --subject, --example, --label, --task, --subjects-from or --examples-from.");
    }
    if (label != null) {
      return DeletionScope.LABEL;
    }
    if (task != null) {
      return DeletionScope.TASK;
    }
    return ofExamples ? DeletionScope.EXAMPLES : DeletionScope.SUBJECT;
  }

  /** Whether the ids are in a file. */
  boolean isBulk() {
    return subjectsFrom != null || examplesFrom != null;
  }

  /** The ids that are in a file; closed by the caller. */
  IdFile ids() {
    String from = subjectsFrom == null ? examplesFrom : subjectsFrom;
    if (from == null) {
      throw new IllegalStateException("nothing is in a file");
    }
    return "-".equals(from) ? IdFile.spooled(System.in) : IdFile.of(Path.of(from));
  }

  /** Writes down what is to be forgotten, but for the ids that are in a file. */
  DeletionEvent.Builder describe(DeletionEvent.Builder request) {
    return request
        .setScope(scope())
        .setSubject(subject)
        .setExampleIds(examples == null ? List.of() : examples)
        .setLabel(label)
        .setTask(task);
  }

  /** Writes down a part of the ids that are in a file. */
  DeletionEvent.Builder describe(List<String> ids, DeletionEvent.Builder request) {
    return examplesFrom == null
        ? describe(request).setSubjects(ids)
        : describe(request).setExampleIds(ids);
  }
}
