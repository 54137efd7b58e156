# The derived layer, rebuilt from the statements that are not negated and certain or probable; never edited.
PREFIX : <https://w3id.org/stancegraph/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/stancegraph/graph/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DROP SILENT GRAPH graph:derived ;

# plain triples
INSERT { GRAPH graph:derived { ?holder ?relation ?target } }
WHERE { GRAPH ?document {
    ?statement :holder ?holder ; :relation ?relation ; :target ?target ; :negated false ; :certainty ?certainty .
    FILTER(?certainty IN (:certain, :probable)) } } ;

# who belongs to whom, former members left out
INSERT { GRAPH graph:derived { ?member org:memberOf ?organization } }
WHERE { GRAPH ?document { ?membership org:member ?member ; org:organization ?organization ; prov:wasDerivedFrom ?statement .
    FILTER NOT EXISTS { ?statement :ended true } } } ;

# dyads: one node for each holder and target. Dates of differing precision have no common order but that of their text.
INSERT { GRAPH graph:derived {
    ?dyad a :Dyad ; :dyadHolder ?holder ; :dyadTarget ?target ;
        :statements ?all ; :positive ?positive ; :negative ?negative ; :neutral ?neutral ;
        :firstDate ?first ; :lastDate ?last } }
WHERE {
    { SELECT ?holder ?target (COUNT(?statement) AS ?all) (MIN(?date) AS ?earliest) (MAX(?date) AS ?latest)
             (SUM(IF(?polarity = 1, 1, 0)) AS ?positive)
             (SUM(IF(?polarity = -1, 1, 0)) AS ?negative)
             (SUM(IF(?polarity = 0, 1, 0)) AS ?neutral)
      WHERE { GRAPH ?document {
        ?statement :holder ?holder ; :target ?target ; :polarity ?polarity ; :negated false ; :certainty ?certainty ;
            :evidence/nif:referenceContext ?context .
        FILTER(?certainty IN (:certain, :probable))
        OPTIONAL { ?statement :statedOn ?stated }
        OPTIONAL { ?context dct:issued ?issued }
        BIND(STR(COALESCE(?stated, ?issued)) AS ?date) } }
      GROUP BY ?holder ?target }
    BIND(IRI(CONCAT("https://w3id.org/stancegraph/id/dyad/",
                    SUBSTR(SHA256(CONCAT(STR(?holder), " ", STR(?target))), 1, 20))) AS ?dyad)
    BIND(STRDT(?earliest, IF(STRLEN(?earliest) = 10, xsd:date, IF(STRLEN(?earliest) = 7, xsd:gYearMonth, xsd:gYear))) AS ?first)
    BIND(STRDT(?latest, IF(STRLEN(?latest) = 10, xsd:date, IF(STRLEN(?latest) = 7, xsd:gYearMonth, xsd:gYear))) AS ?last)
}
