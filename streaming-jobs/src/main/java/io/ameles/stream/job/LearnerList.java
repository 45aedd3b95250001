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
import java.util.ArrayList;
import java.util.List;

/** The list of learners of a configuration, by itself. */
public final class LearnerList {
  private static final String KEY = "learners";

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
    List<Learner> learners = new ArrayList<>();
    reader
        .named(KEY, List.of())
        .forEach(
            (name, settings) -> {
              try {
                learners.add(LearnerCatalog.build(name, settings, space));
              } catch (AmelesException e) {
                reader.problems(e.getMessage().lines().toList());
              }
            });
    List<String> problems = reader.problems();
    if (!problems.isEmpty()) {
      throw new AmelesException(ErrorCode.CONFIGURATION, String.join("\n", problems));
    }
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
