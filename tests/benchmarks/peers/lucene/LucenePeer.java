import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;

/**
 * Lucene behind two pipes: {@code java LucenePeer FOLDER}. The lines are described in peers/piped.py. Words are analysed by
 * Lucene's Dutch analyzer and ranked by BM25; facets are counted over sorted-set doc values.
 */
public final class LucenePeer {
  private static final String UNIT = "\u001f";
  private static final String[] FIELDS = {
    "province", "region", "competency", "contract_form", "education", "remote", "hours", "rate"
  };
  private static final List<String> FACETS =
      List.of("province", "competency", "contract_form", "education", "hours", "rate");
  private static final String[] RANGES = {"hours", "rate", "duration"};
  private static final int LIMIT = 20;
  private static final int MOST_VALUES = 1_000;
  private static final String UNKNOWN = "?";

  private final Analyzer analyzer = new DutchAnalyzer();
  private final FacetsConfig facets = new FacetsConfig();
  private IndexSearcher searcher;
  private SortedSetDocValuesReaderState state;
  private int[] numbers;

  private LucenePeer() {
    FACETS.forEach(name -> facets.setMultiValued(name, true));
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (arguments.length == 0) {
      out.println(Version.LATEST);
      out.flush();
      return;
    }
    LucenePeer peer = new LucenePeer();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
    peer.build(in, Path.of(arguments[0]));
    out.println("ready");
    out.flush();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(peer.answer(line.split("\t", -1)));
      out.flush();
    }
  }

  private void build(BufferedReader in, Path folder) throws Exception {
    MMapDirectory directory = new MMapDirectory(folder);
    IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(512);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        writer.addDocument(facets.build(document(line.split("\t", -1))));
      }
      writer.forceMerge(1);
    }
    DirectoryReader reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
    state = new DefaultSortedSetDocValuesReaderState(reader, facets);
    numbers = new int[reader.maxDoc()];
    NumericDocValues stored = MultiDocValues.getNumericValues(reader, "number");
    for (int at = 0; at < numbers.length; at++) {
      stored.advanceExact(at);
      numbers[at] = (int) stored.longValue();
    }
  }

  private static Document document(String[] cells) {
    Document document = new Document();
    document.add(new NumericDocValuesField("number", Long.parseLong(cells[0])));
    document.add(new StringField("shown", cells[1], Field.Store.NO));
    document.add(new NumericDocValuesField("published", Long.parseLong(cells[2])));
    document.add(new TextField("head", cells[3], Field.Store.NO));
    document.add(new TextField("body", cells[4], Field.Store.NO));
    for (int at = 0; at < FIELDS.length; at++) {
      for (String value : values(cells[5 + at])) {
        document.add(new StringField(FIELDS[at], value, Field.Store.NO));
        if (FACETS.contains(FIELDS[at])) {
          document.add(new SortedSetDocValuesFacetField(FIELDS[at], value));
        }
      }
    }
    for (int at = 0; at < RANGES.length; at++) {
      String[] span = values(cells[5 + FIELDS.length + at]);
      if (span.length == 0) {
        document.add(new StringField("unknown", RANGES[at], Field.Store.NO));
      } else {
        document.add(new DoubleField(RANGES[at] + "_low", Double.parseDouble(span[0]), Field.Store.NO));
        document.add(new DoubleField(RANGES[at] + "_high", Double.parseDouble(span[1]), Field.Store.NO));
      }
    }
    return document;
  }

  private static String[] values(String cell) {
    return cell.isEmpty() ? new String[0] : cell.split(UNIT);
  }

  private String answer(String[] cells) throws Exception {
    long started = System.nanoTime();
    Query words = words(cells[0], cells[1].equals("1"));
    Map<String, List<Query>> filters = filters(cells);
    boolean byDay = cells[2].equals("1") || cells[0].isEmpty();
    String[] together = cells[3].isEmpty() ? new String[0] : cells[3].split(",");
    String[] own = cells[4].isEmpty() ? new String[0] : cells[4].split(",");
    TopDocsCollector<?> top =
        byDay
            ? TopFieldCollector.create(
                new Sort(new SortField("published", SortField.Type.LONG, true)), LIMIT, Integer.MAX_VALUE)
            : TopScoreDocCollector.create(LIMIT, Integer.MAX_VALUE);
    FacetsCollector hits = new FacetsCollector();
    Collector collector = together.length == 0 ? top : MultiCollector.wrap(top, hits);
    searcher.search(under(words, filters, null), collector);
    TopDocs found = top.topDocs();
    Map<String, FacetResult> counted = new LinkedHashMap<>();
    if (together.length > 0) {
      Facets counts = new SortedSetDocValuesFacetCounts(state, hits);
      for (String name : together) {
        counted.put(name, counts.getTopChildren(MOST_VALUES, name));
      }
    }
    for (String name : own) {
      FacetsCollector wider = new FacetsCollector();
      searcher.search(under(words, filters, name), wider);
      counted.put(name, new SortedSetDocValuesFacetCounts(state, wider).getTopChildren(MOST_VALUES, name));
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return told(seconds, found, counted);
  }

  private String told(double seconds, TopDocs found, Map<String, FacetResult> counted) {
    List<String> first = new ArrayList<>();
    for (ScoreDoc hit : found.scoreDocs) {
      first.add(Integer.toString(numbers[hit.doc]));
    }
    StringBuilder line = new StringBuilder();
    line.append(seconds).append('\t').append(found.totalHits.value).append('\t').append(String.join(",", first));
    counted.forEach(
        (name, result) -> {
          line.append('\t').append(name);
          if (result != null) {
            for (LabelAndValue row : result.labelValues) {
              line.append(UNIT).append(row.label).append('=').append(row.value.intValue());
            }
          }
        });
    return line.toString();
  }

  private Query words(String typed, boolean prefix) throws Exception {
    if (typed.isEmpty()) {
      return new MatchAllDocsQuery();
    }
    if (prefix) {
      return either(new PrefixQuery(new Term("head", typed)), new PrefixQuery(new Term("body", typed)));
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : analysed(typed)) {
      all.add(either(new TermQuery(new Term("head", word)), new TermQuery(new Term("body", word))), Occur.MUST);
    }
    return all.build();
  }

  private static Query either(Query head, Query body) {
    return new DisjunctionMaxQuery(List.of(new BoostQuery(head, 3f), body), 0.1f);
  }

  private List<String> analysed(String typed) throws Exception {
    List<String> words = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("body", typed)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    }
    return words;
  }

  private static Map<String, List<Query>> filters(String[] cells) {
    Map<String, List<Query>> filters = new LinkedHashMap<>();
    for (int at = 0; at < FIELDS.length; at++) {
      String[] chosen = values(cells[5 + at]);
      if (chosen.length > 0) {
        List<BytesRef> terms = Arrays.stream(chosen).map(BytesRef::new).toList();
        filters.computeIfAbsent(FIELDS[at], name -> new ArrayList<>()).add(new TermInSetQuery(FIELDS[at], terms));
      }
    }
    for (int at = 0; at < RANGES.length; at++) {
      String[] span = values(cells[5 + FIELDS.length + at]);
      if (span.length > 0) {
        filters
            .computeIfAbsent(RANGES[at], name -> new ArrayList<>())
            .add(overlapping(RANGES[at], Double.parseDouble(span[0]), Double.parseDouble(span[1])));
      }
    }
    return filters;
  }

  /** A double field's own range looks at points or doc values, whichever is cheaper. */
  private static Query overlapping(String name, double low, double high) {
    Query inside =
        new BooleanQuery.Builder()
            .add(DoubleField.newRangeQuery(name + "_low", Double.NEGATIVE_INFINITY, high), Occur.FILTER)
            .add(DoubleField.newRangeQuery(name + "_high", low, Double.POSITIVE_INFINITY), Occur.FILTER)
            .build();
    return new BooleanQuery.Builder()
        .add(inside, Occur.SHOULD)
        .add(new TermQuery(new Term("unknown", name)), Occur.SHOULD)
        .build();
  }

  private static Query under(Query words, Map<String, List<Query>> filters, String without) {
    BooleanQuery.Builder all = new BooleanQuery.Builder().add(words, Occur.MUST);
    all.add(new TermQuery(new Term("shown", "1")), Occur.FILTER);
    filters.forEach(
        (name, queries) -> {
          if (!name.equals(without)) {
            queries.forEach(query -> all.add(query, Occur.FILTER));
          }
        });
    return all.build();
  }
}
