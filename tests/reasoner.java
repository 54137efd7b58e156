import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Loads each file by the OWL API and prints, tab-separated: file, what it found, detail. Found: axioms, profile
 *  (a violation of OWL 2 DL), inconsistent, unsatisfiable. */
public class reasoner {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology =
                OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            print(file, "axioms", ontology.getAxiomCount());
            for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations())
                print(file, "profile", violation);
            Configuration configuration = new Configuration();
            configuration.ignoreUnsupportedDatatypes = true; // dates are no datatypes of OWL 2
            Reasoner reasoner = new Reasoner(configuration, ontology);
            if (!reasoner.isConsistent()) {
                print(file, "inconsistent", "");
                continue;
            }
            for (OWLClass none : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom())
                print(file, "unsatisfiable", none);
        }
    }

    private static void print(String file, String found, Object detail) {
        System.out.println(file + "\t" + found + "\t" + detail.toString().replaceAll("\\s+", " "));
    }
}
