package io.ameles.stream.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Learner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The list of learners of a configuration, by itself. */
public final class LearnerList {
  private static final String KEY = "learners";

  /** The one setting of learners that is a path. */
  private static final String BOOTSTRAP = "bootstrap";

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private LearnerList() {}

  /**
   * Makes learners.
   *
   * @param list as between the brackets of a configuration: {@code nearest-mean, wide: {type:
   *     ridge}}
   * @param space of the embeddings
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} and one line per problem
   */
  public static List<Learner> parse(String list, EmbeddingSpace space) {
    ConfigurationReader reader = new ConfigurationReader(read(list));
    List<Learner> learners = from(reader, List.of(), Path.of(""), space);
    List<String> problems = reader.problems();
    if (!problems.isEmpty()) {
      throw new AmelesException(ErrorCode.CONFIGURATION, String.join("\n", problems));
    }
    return learners;
  }

  /**
   * Reads the list out of a whole configuration; problems are left with {@code reader}.
   *
   * @param defaults names of the learners if there is no list
   * @param folder that relative paths start from
   */
  static List<Learner> from(
      ConfigurationReader reader, List<String> defaults, Path folder, EmbeddingSpace space) {
    List<Learner> learners = new ArrayList<>();
    reader
        .named(KEY, defaults)
        .forEach(
            (name, settings) -> {
              Map<String, String> resolved = new HashMap<>(settings);
              resolved.computeIfPresent(
                  BOOTSTRAP, (key, path) -> folder.resolve(path).toAbsolutePath().toString());
              try {
                learners.add(LearnerCatalog.build(name, resolved, space));
              } catch (AmelesException e) {
                reader.problems(e.getMessage().lines().toList());
              }
            });
    return learners;
  }

  private static JsonNode read(String list) {
    try {
      return YAML.readTree("%s: [%s]".formatted(KEY, list));
    } catch (JsonProcessingException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "learners: '%s' is no list of names, each with or without settings, as in 'a, b: {key: value}'"
              .formatted(list),
          e);
    }
  }
}
