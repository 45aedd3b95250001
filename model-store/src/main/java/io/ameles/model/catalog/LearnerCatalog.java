package io.ameles.model.catalog;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.SettingsReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes learners from what a configuration says about them. */
public final class LearnerCatalog {
  /** The setting that names the algorithm; without it the learner's name does. */
  public static final String TYPE = "type";

  private static final String NAME = "[a-z][a-z0-9-]{0,63}";

  private LearnerCatalog() {}

  /** The algorithms that there are. */
  public static List<String> types() {
    return Arrays.stream(LearnerType.values()).map(LearnerType::text).toList();
  }

  /**
   * Makes a learner.
   *
   * @param name by which it is called in this model
   * @param given its settings by key, {@link #TYPE} possibly among them
   * @param space of the embeddings
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} and one line per problem
   */
  public static Learner build(String name, Map<String, String> given, EmbeddingSpace space) {
    Map<String, String> settings = new TreeMap<>(given);
    String named = settings.remove(TYPE);
    String type = named == null ? name : named;
    if (!name.matches(NAME)) {
      throw refused(List.of("learners: the name %s must match %s".formatted(name, NAME)));
    }
    LearnerType known =
        Arrays.stream(LearnerType.values())
            .filter(candidate -> candidate.text().equals(type))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        List.of(
                            "learners.%s: is of type %s, must be of %s"
                                .formatted(name, type, types()))));
    SettingsReader reader = new SettingsReader(name, type, settings);
    Learner learner = known.build(reader, space);
    List<String> problems = reader.problems();
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    return learner;
  }

  private static AmelesException refused(List<String> problems) {
    return new AmelesException(ErrorCode.CONFIGURATION, String.join("\n", problems));
  }
}
