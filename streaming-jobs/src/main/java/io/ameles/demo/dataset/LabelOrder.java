package io.ameles.demo.dataset;

/** What the order of a data set's labels means for the tasks that are made of them. */
enum LabelOrder {
  /** Nothing: labels are dealt to tasks at random. */
  ARBITRARY,
  /** Neighbours belong together: tasks are cut out of the sequence. */
  BY_TASK
}
