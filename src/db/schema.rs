//! The tables as diesel sees them; `tests/migrations.rs` compares them with the migrations.

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    journal_head (one) {
        one -> Integer,
        seq -> BigInt,
    }
}

diesel::table! {
    journal (seq) {
        seq -> BigInt,
        at -> Timestamp,
        actor_id -> Nullable<BigInt>,
        kind -> Text,
        object_kind -> Text,
        object_id -> BigInt,
        visibility -> Text,
        data -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        payload -> Text,
        priority -> Integer,
        collapse_key -> Nullable<Text>,
        state -> Text,
        attempts -> Integer,
        run_at -> Timestamp,
        locked_by -> Nullable<Text>,
        locked_until -> Nullable<Timestamp>,
        units_done -> BigInt,
        units_total -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    schedules (name) {
        name -> Text,
        last_run_at -> Timestamp,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        text_body -> Text,
        html_body -> Text,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        job_id -> Nullable<BigInt>,
        unsubscribe_url -> Nullable<Text>,
        tries -> Integer,
        tried_at -> Nullable<Timestamp>,
        given_up_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notices (id) {
        id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
        object_kind -> Text,
        object_id -> BigInt,
        by_id -> Nullable<BigInt>,
        channel -> Text,
        mail_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_settings (account_id) {
        account_id -> BigInt,
        digest -> Text,
        digest_day -> Integer,
        quiet_from -> Nullable<Integer>,
        quiet_until -> Nullable<Integer>,
        digested_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_channels (account_id, kind) {
        account_id -> BigInt,
        kind -> Text,
        channel -> Text,
    }
}

diesel::table! {
    notice_feeds (account_id) {
        account_id -> BigInt,
        token_hash -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email -> Nullable<Text>,
        display_name -> Text,
        trade -> Text,
        site -> Text,
        direction -> Text,
        language -> Nullable<Text>,
        created_at -> Timestamp,
        last_seen_at -> Nullable<Timestamp>,
        name_level -> Text,
        site_id -> Nullable<BigInt>,
        direction_id -> Nullable<BigInt>,
        unused_told_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    role_grants (id) {
        id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        scope -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        deputy_id -> Nullable<BigInt>,
        deputy_from -> Nullable<Date>,
        deputy_until -> Nullable<Date>,
        reason -> Text,
        granted_by -> Nullable<BigInt>,
        granted_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        end_reason -> Text,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> BigInt,
        kind -> Text,
        client -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        idle_minutes -> Nullable<Integer>,
    }
}

diesel::table! {
    sign_ins (id) {
        id -> BigInt,
        email -> Text,
        code_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        attempts -> Integer,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    identities (id) {
        id -> BigInt,
        account_id -> BigInt,
        provider -> Text,
        subject -> Text,
        email -> Nullable<Text>,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
    }
}

diesel::table! {
    session_identities (session_id) {
        session_id -> BigInt,
        identity_id -> BigInt,
        id_token -> Text,
    }
}

diesel::table! {
    provider_sign_ins (id) {
        id -> BigInt,
        state_hash -> Text,
        provider -> Text,
        next -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    identity_claims (id) {
        id -> BigInt,
        token_hash -> Text,
        provider -> Text,
        subject -> Text,
        email -> Text,
        name -> Text,
        organisation -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        asked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    account_blocks (account_id) {
        account_id -> BigInt,
        blocked_by -> Nullable<BigInt>,
        blocked_at -> Timestamp,
    }
}

diesel::table! {
    contests (id) {
        id -> BigInt,
        slug -> Text,
        title -> Text,
        summary -> Text,
        audience -> Text,
        stage -> Text,
        ideas_numbered -> BigInt,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        is_over -> Bool,
        follows_calendar -> Bool,
        decided_at -> Timestamp,
        reminded_on -> Nullable<Date>,
        about -> Text,
        rules -> Text,
        charter -> Text,
        charter_version -> Integer,
        categories -> Text,
        moderation -> Text,
        previous_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    contest_phases (contest_id, phase) {
        contest_id -> BigInt,
        phase -> Text,
        opens_on -> Nullable<Date>,
        closes_on -> Nullable<Date>,
        opens_at -> Nullable<Time>,
        closes_at -> Nullable<Time>,
    }
}

diesel::table! {
    contest_moves (id) {
        id -> BigInt,
        contest_id -> BigInt,
        from_stage -> Text,
        to_stage -> Text,
        is_over -> Bool,
        reason -> Text,
        moved_by -> Nullable<BigInt>,
        is_by_hand -> Bool,
        moved_at -> Timestamp,
    }
}

diesel::table! {
    contest_charters (contest_id, version) {
        contest_id -> BigInt,
        version -> Integer,
        text -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    charter_acceptances (contest_id, account_id, version) {
        contest_id -> BigInt,
        account_id -> BigInt,
        version -> Integer,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    contest_questions (id) {
        id -> BigInt,
        contest_id -> BigInt,
        position -> Integer,
        label -> Text,
        hint -> Text,
        kind -> Text,
        is_required -> Bool,
        options -> Text,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    ideas (id) {
        id -> BigInt,
        contest_id -> BigInt,
        number -> BigInt,
        title -> Text,
        body -> Text,
        category -> Text,
        trade -> Text,
        site -> Text,
        direction -> Text,
        source_ref -> Text,
        submitted_at -> Timestamp,
        updated_at -> Timestamp,
        destiny -> Text,
        minilab_id -> Nullable<BigInt>,
        state -> Text,
        problem -> Text,
        beneficiaries -> Text,
        version -> Integer,
        channel -> Text,
        filed_by -> Nullable<BigInt>,
        published_at -> Nullable<Timestamp>,
        differs_from -> Nullable<BigInt>,
        differs_because -> Text,
    }
}

diesel::table! {
    idea_views (idea_id) {
        idea_id -> BigInt,
        day -> Date,
        seen_before -> BigInt,
        seen_on_day -> BigInt,
    }
}

diesel::table! {
    idea_authors (idea_id, position) {
        idea_id -> BigInt,
        position -> Integer,
        name -> Text,
        account_id -> Nullable<BigInt>,
        name_level -> Text,
        pseudonym -> Text,
    }
}

diesel::table! {
    idea_drafts (id) {
        id -> BigInt,
        key -> Text,
        contest_id -> BigInt,
        account_id -> Nullable<BigInt>,
        browser_hash -> Nullable<Text>,
        content -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    idea_answers (idea_id, question_id) {
        idea_id -> BigInt,
        question_id -> BigInt,
        answer -> Text,
    }
}

diesel::table! {
    coauthor_invitations (id) {
        id -> BigInt,
        idea_id -> BigInt,
        account_id -> BigInt,
        invited_by -> Nullable<BigInt>,
        state -> Text,
        created_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    idea_versions (idea_id, version) {
        idea_id -> BigInt,
        version -> Integer,
        title -> Text,
        problem -> Text,
        body -> Text,
        beneficiaries -> Text,
        category -> Text,
        edited_by -> Nullable<BigInt>,
        edited_at -> Timestamp,
        batch_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    idea_reviews (id) {
        id -> BigInt,
        idea_id -> BigInt,
        state -> Text,
        reason -> Text,
        words -> Text,
        reviewed_by -> Nullable<BigInt>,
        reviewed_at -> Timestamp,
        batch_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    idea_supports (idea_id, account_id) {
        idea_id -> BigInt,
        account_id -> BigInt,
        version -> Integer,
        supported_at -> Timestamp,
    }
}

diesel::table! {
    idea_follows (idea_id, account_id) {
        idea_id -> BigInt,
        account_id -> BigInt,
        followed_at -> Timestamp,
    }
}

diesel::table! {
    comments (id) {
        id -> BigInt,
        idea_id -> Nullable<BigInt>,
        help_id -> Nullable<BigInt>,
        thread_id -> BigInt,
        account_id -> Nullable<BigInt>,
        audience -> Text,
        key -> Text,
        body -> Text,
        name_level -> Text,
        pseudonym -> Text,
        as_author -> Bool,
        created_at -> Timestamp,
        active_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
        hidden_at -> Nullable<Timestamp>,
        hidden_reason -> Text,
        hidden_words -> Text,
        told_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    comment_thanks (comment_id, account_id) {
        comment_id -> BigInt,
        account_id -> BigInt,
        thanked_at -> Timestamp,
    }
}

diesel::table! {
    reports (id) {
        id -> BigInt,
        object_kind -> Text,
        object_id -> BigInt,
        reporter_id -> Nullable<BigInt>,
        reason -> Text,
        words -> Text,
        state -> Text,
        assigned_to -> Nullable<BigInt>,
        told_team -> Bool,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        batch_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    moderation_decisions (id) {
        id -> BigInt,
        object_kind -> Text,
        object_id -> BigInt,
        decision -> Text,
        reason -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Timestamp,
        batch_id -> BigInt,
    }
}

diesel::table! {
    help_requests (id) {
        id -> BigInt,
        key -> Text,
        account_id -> BigInt,
        idea_id -> Nullable<BigInt>,
        draft_key -> Nullable<Text>,
        words -> Text,
        contact -> Text,
        state -> Text,
        helper_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        taken_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    destinies (id) {
        id -> BigInt,
        idea_id -> BigInt,
        destiny -> Text,
        reason -> Text,
        minilab_id -> Nullable<BigInt>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Timestamp,
        is_told -> Bool,
    }
}

diesel::table! {
    imports (id) {
        id -> BigInt,
        contest_id -> BigInt,
        file_key -> Text,
        file_name -> Text,
        mapping -> Text,
        state -> Text,
        rows_total -> BigInt,
        rows_done -> BigInt,
        added -> BigInt,
        known -> BigInt,
        bad -> BigInt,
        failure -> Nullable<Text>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_faults (import_id, line, field) {
        import_id -> BigInt,
        line -> BigInt,
        field -> Text,
        kind -> Text,
    }
}

diesel::table! {
    minilabs (id) {
        id -> BigInt,
        slug -> Text,
        kind -> Text,
        title -> Text,
        purpose -> Text,
        audience -> Text,
        contest_id -> BigInt,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memberships (id) {
        id -> BigInt,
        minilab_id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        joined_at -> Timestamp,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        minilab_id -> BigInt,
        idea_id -> BigInt,
        account_id -> BigInt,
        state -> Text,
        answer -> Text,
        created_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    clusterings (id) {
        id -> BigInt,
        contest_id -> BigInt,
        clusters_wanted -> Nullable<Integer>,
        seed -> BigInt,
        state -> Text,
        ideas -> BigInt,
        failure -> Nullable<Text>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        community_size -> Nullable<Integer>,
        changes -> Text,
        meaning -> Text,
    }
}

diesel::table! {
    clusters (id) {
        id -> BigInt,
        clustering_id -> BigInt,
        axis -> Text,
        position -> Integer,
        label -> Text,
        terms -> Text,
        cohesion -> Double,
        representative_id -> Nullable<BigInt>,
        state -> Text,
        minilab_id -> Nullable<BigInt>,
        key -> Text,
        stability -> Nullable<Double>,
        parts -> Text,
        named -> Bool,
        locked -> Bool,
    }
}

diesel::table! {
    cluster_members (cluster_id, idea_id) {
        cluster_id -> BigInt,
        idea_id -> BigInt,
        score -> Double,
        shared_terms -> Text,
        neighbours -> Text,
        second_cluster_id -> Nullable<BigInt>,
        second_margin -> Nullable<Double>,
        pinned -> Bool,
        stability -> Nullable<Double>,
    }
}

diesel::table! {
    cluster_orphans (clustering_id, idea_id) {
        clustering_id -> BigInt,
        idea_id -> BigInt,
        nearest_cluster_id -> Nullable<BigInt>,
        score -> Double,
    }
}

diesel::table! {
    idea_pairs (first_id, second_id) {
        first_id -> BigInt,
        second_id -> BigInt,
        contest_id -> BigInt,
        verdict -> Text,
        score -> Double,
        shared_terms -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    idea_vectors (idea_id, model) {
        idea_id -> BigInt,
        model -> Text,
        text_hash -> Text,
        vector -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    need_forms (id) {
        id -> BigInt,
        minilab_id -> Nullable<BigInt>,
        contest_id -> Nullable<BigInt>,
        title -> Text,
        need -> Text,
        beneficiaries -> Text,
        expected -> Text,
        is_result_open -> Bool,
        collaborative_share -> Integer,
        state -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    site_cards (id) {
        id -> BigInt,
        number -> Text,
        site_id -> BigInt,
        account_id -> Nullable<BigInt>,
        pin_hash -> Text,
        state -> Text,
        wrong_pins -> Integer,
        batch -> Text,
        issued_by -> Nullable<BigInt>,
        issued_at -> Timestamp,
        activated_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    tries (key) {
        key -> Text,
        began_at -> Timestamp,
        count -> Integer,
    }
}

diesel::table! {
    units (id) {
        id -> BigInt,
        kind -> Text,
        name -> Text,
        name_key -> Text,
        reference -> Nullable<Text>,
        departement -> Text,
        parent_id -> Nullable<BigInt>,
        site_code -> Nullable<Text>,
        merged_into -> Nullable<BigInt>,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    unit_names (unit_id, until) {
        unit_id -> BigInt,
        until -> Timestamp,
        name -> Text,
        name_key -> Text,
    }
}

diesel::table! {
    attachments (id) {
        id -> BigInt,
        idea_id -> BigInt,
        kind -> Text,
        name -> Text,
        description -> Text,
        size -> BigInt,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        file_key -> Nullable<Text>,
        small_key -> Nullable<Text>,
        sent_key -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
        removed_by -> Nullable<BigInt>,
        removed_at -> Nullable<Timestamp>,
        reason -> Text,
        words -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account_blocks,
    accounts,
    attachments,
    cluster_members,
    cluster_orphans,
    clusterings,
    charter_acceptances,
    comment_thanks,
    comments,
    clusters,
    coauthor_invitations,
    contest_charters,
    contest_moves,
    contest_phases,
    contest_questions,
    contests,
    destinies,
    idea_answers,
    help_requests,
    identities,
    identity_claims,
    idea_authors,
    idea_drafts,
    idea_follows,
    idea_reviews,
    idea_supports,
    idea_vectors,
    idea_versions,
    ideas,
    import_faults,
    imports,
    invitations,
    jobs,
    journal,
    journal_head,
    mails,
    memberships,
    minilabs,
    moderation_decisions,
    need_forms,
    role_grants,
    reports,
    provider_sign_ins,
    schedules,
    session_identities,
    sessions,
    settings,
    sign_ins,
    site_cards,
    tries,
    unit_names,
    units,
);
