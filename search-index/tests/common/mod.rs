//! A few ideas that every test can use.

use search_index::{Access, Document};

pub fn public() -> Access {
    Access::new(["public"])
}

pub fn document(id: u64, title: &str, body: &str) -> Document {
    Document {
        id,
        title: title.into(),
        body: body.into(),
        access: vec!["public".into()],
        ..Document::default()
    }
}

/// Three themes of eight ideas, in as many wordings, in the order in which they would come: mixed.
pub fn ideas() -> Vec<Document> {
    let food = [
        (
            "Peser les restes à la cantine",
            "Une balance à la sortie du self montre le gaspillage alimentaire.",
        ),
        ("Moins de pain jeté", "Chaque midi des kilos de pain partent à la poubelle de la cantine."),
        (
            "Deux tailles d'assiette au self",
            "Petite ou grande faim : moins de gaspillage alimentaire au réfectoire.",
        ),
        (
            "Composter les épluchures de la cuisine",
            "Un composteur derrière la cantine pour les restes du repas.",
        ),
        (
            "Des repas végétariens qui donnent envie",
            "Un cuisinier pourrait former les équipes de cuisine aux légumineuses.",
        ),
        (
            "Acheter les légumes au maraîcher d'à côté",
            "La cantine servirait des produits locaux et de saison.",
        ),
        (
            "Réserver son repas la veille",
            "La cuisine saurait combien de repas préparer : moins de gaspillage alimentaire.",
        ),
        (
            "Table de partage au réfectoire",
            "Les élèves y posent les fruits et yaourts qu'ils ne mangent pas.",
        ),
    ];
    let ride = [
        ("Garage à vélos fermé", "Un abri pour les vélos des agents, avec des arceaux."),
        ("Vélos électriques de service", "Pour les trajets courts entre deux sites, plutôt que la voiture."),
        ("Covoiturer entre collègues", "Une carte des trajets domicile travail pour partager sa voiture."),
        ("Prime pour les cyclistes", "Le forfait mobilités durables pour qui vient à vélo."),
        ("Atelier de réparation de vélos", "Une pompe et des outils dans le garage à vélos."),
        ("Une navette depuis la gare", "Le bus n'est pas à l'heure du train : une navette pour les agents."),
        ("Piste cyclable jusqu'au lycée", "La route est dangereuse à vélo le matin."),
        ("Rembourser mieux les abonnements", "Le train et le bus coûtent cher à qui habite loin."),
    ];
    let screen = [
        ("Un seul mot de passe", "Six logiciels, six mots de passe : un seul compte suffirait."),
        (
            "Signer les bons sur ordinateur",
            "Le parapheur papier fait trois bureaux, la signature électronique un clic.",
        ),
        (
            "Une adresse mail pour chaque agent",
            "Les agents des lycées n'ont pas de messagerie ni d'ordinateur.",
        ),
        (
            "Aider les collègues avec le logiciel",
            "Un référent informatique par site pour les questions de logiciel.",
        ),
        ("Des ordinateurs reconditionnés", "Réparer les ordinateurs portables au lieu de les jeter."),
        ("Moins de mails", "Une journée sans messagerie par mois, pour travailler."),
        (
            "Formulaires en ligne",
            "Remplir le formulaire sur l'ordinateur au lieu du papier en trois exemplaires.",
        ),
        ("Visio qui marche", "Une salle avec un ordinateur, une caméra et le logiciel déjà installé."),
    ];
    let mut all = Vec::new();
    for rank in 0..8 {
        for (theme, ideas) in [food, ride, screen].iter().enumerate() {
            let (title, body) = ideas[rank];
            all.push(document((theme * 100 + rank) as u64, title, body));
        }
    }
    all
}
