package io.geostream.common.mapping.file;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Parses one document of YAML 1.2's core schema into a tree. Uses the library's events, because its
 * nodes merge {@code <<}, which is not in the core schema, and hide tags.
 */
final class YamlParser {

  private static final int MAX_DEPTH = 32;
  private static final String CHECK = "check indentation, brackets and quotes";
  private static final ScalarResolver CORE = new CoreScalarResolver(false);

  private final String file;
  private final Iterator<Event> events;

  private YamlParser(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Reads a text.
   *
   * @param file its name in messages
   */
  static YamlValue parse(String file, String yaml) {
    int size = Math.max(1, yaml.length());
    // In one piece: the library copies a token once for each piece of it.
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(size).setBufferSize(size).build();
    try {
      return new YamlParser(file, new Parse(settings).parseString(yaml).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw place(file, e.getProblemMark()).fault("this is not YAML: " + e.getProblem(), CHECK);
    } catch (ReaderException e) {
      int line = 1 + (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw new Place(file, line)
          .fault(
              String.format(Locale.ROOT, "U+%04X cannot be in YAML", e.getCodePoint()),
              "in quotes it is written as an escape, such as \\t");
    } catch (YamlEngineException e) {
      throw new Place(file, 1).fault("this is not YAML 1.2: " + e.getMessage(), CHECK);
    }
  }

  private YamlValue document() {
    events.next();
    Event start = events.next();
    if (start instanceof StreamEndEvent) {
      throw place(start).fault("the file is empty", "a mapping begins with table: NAME");
    }
    YamlValue value = value(events.next(), 0);
    Event end = events.next();
    while (end instanceof DocumentEndEvent) {
      end = events.next();
    }
    if (!(end instanceof StreamEndEvent)) {
      throw place(end).fault("a second document begins", "a file has one mapping");
    }
    return value;
  }

  private YamlValue value(Event event, int depth) {
    Place place = place(event);
    if (event instanceof AliasEvent || (event instanceof NodeEvent node && hasAnchor(node))) {
      throw place.fault("anchors (&) and aliases (*) are not taken", "write the value out");
    }
    if (event instanceof ScalarEvent scalar) {
      refuse(scalar.getTag(), place);
      return scalar(scalar, place);
    }
    refuse(((CollectionStartEvent) event).getTag(), place);
    if (depth == MAX_DEPTH) {
      throw place.fault(
          "lists and maps are nested too deeply", "there are at most " + MAX_DEPTH + " levels");
    }
    return event instanceof MappingStartEvent
        ? new YamlMap(place, members(depth + 1))
        : new YamlList(place, values(depth + 1));
  }

  private List<YamlValue> values(int depth) {
    List<YamlValue> values = new ArrayList<>();
    for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      values.add(value(next, depth));
    }
    return values;
  }

  private Map<String, YamlMap.Member> members(int depth) {
    Map<String, YamlMap.Member> members = new LinkedHashMap<>();
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      YamlValue key = value(next, depth);
      String name = key.text("a name");
      YamlMap.Member member = new YamlMap.Member(key.place(), value(events.next(), depth));
      YamlMap.Member first = members.putIfAbsent(name, member);
      if (first != null) {
        throw key.place()
            .fault(
                YamlScalar.quoted(name)
                    + " is here a second time, after line "
                    + first.place().line(),
                "remove one of them");
      }
    }
    return members;
  }

  private static YamlScalar scalar(ScalarEvent scalar, Place place) {
    String text = scalar.getValue();
    if (text.codePoints().anyMatch(YamlParser::isUnstorable)) {
      throw place.fault(
          "a text has U+0000 or half of a surrogate pair", "PostgreSQL cannot store that");
    }
    Tag tag = CORE.resolve(text, scalar.isPlain());
    YamlScalar.Kind kind =
        tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
            ? YamlScalar.Kind.NUMBER
            : tag.equals(Tag.BOOL)
                ? YamlScalar.Kind.BOOLEAN
                : tag.equals(Tag.NULL) ? YamlScalar.Kind.NULL : YamlScalar.Kind.TEXT;
    return new YamlScalar(place, kind, text);
  }

  private static boolean isUnstorable(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static boolean hasAnchor(NodeEvent event) {
    return event.getAnchor().isPresent();
  }

  private static void refuse(Optional<String> tag, Place place) {
    tag.ifPresent(
        word -> {
          throw place.fault(
              "tags are not taken (" + YamlScalar.quoted(word) + ")",
              "remove it; a text is in quotes where it looks like a number");
        });
  }

  private Place place(Event event) {
    return place(file, event.getStartMark());
  }

  private static Place place(String file, Optional<Mark> mark) {
    return new Place(file, mark.map(found -> found.getLine() + 1).orElse(1));
  }
}
