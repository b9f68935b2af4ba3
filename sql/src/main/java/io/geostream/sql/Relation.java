package io.geostream.sql;

import java.util.List;
import java.util.Optional;

/** A table, view or the like that was found under a name. */
record Relation(Kind kind, List<LiveColumn> columns) {

  /** What it is; the words are for messages. */
  enum Kind {
    TABLE("a plain table"),
    HYPERTABLE("a hypertable on its time"),
    OTHER_HYPERTABLE("a hypertable on another column than its time"),
    PARTITIONED("a partitioned table"),
    FOREIGN("a foreign table"),
    VIEW("a plain view"),
    CONTINUOUS_AGGREGATE("a continuous aggregate"),
    OTHER("neither a table nor a view");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  Relation {
    columns = List.copyOf(columns);
  }

  Optional<LiveColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Whether columns can be added to it. */
  boolean isTable() {
    return kind == Kind.TABLE || kind == Kind.HYPERTABLE || kind == Kind.OTHER_HYPERTABLE;
  }
}
