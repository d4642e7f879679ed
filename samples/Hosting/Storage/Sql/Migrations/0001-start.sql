create table users (
    id text primary key,
    user_name text not null,
    normalized_user_name text not null unique,
    email text not null,
    normalized_email text not null unique,
    email_confirmed integer not null default 0,
    password_hash text,
    security_stamp text,
    role text not null,
    lockout_end bigint,
    lockout_enabled integer not null default 1,
    access_failed_count integer not null default 0,
    two_factor_enabled integer not null default 0,
    authenticator_key text,
    recovery_codes text,
    created_at bigint not null
);

-- One row at most: who was here first administers.
create table founder (
    one integer primary key check (one = 1),
    user_id text not null
);

create table tracks (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    file_name text not null,
    format text not null,
    bytes bigint not null,
    sha256 text not null,
    status text not null,
    error text,
    duration_seconds double precision,
    bpm double precision,
    key_tonic text,
    key_mode text,
    key_camelot text,
    stems text not null default '',
    created_at bigint not null
);
create index tracks_of_user on tracks (user_id, id);

create table mashups (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    job_id text not null,
    variant integer not null,
    variant_of text,
    title text not null,
    status text not null,
    error text,
    revision integer not null default 0,
    bytes bigint not null default 0,
    bpm double precision,
    key_tonic text,
    key_mode text,
    key_camelot text,
    duration_seconds double precision,
    score double precision,
    settings text not null,
    stars integer,
    comment text,
    created_at bigint not null
);
create index mashups_of_user on mashups (user_id, id);

create table mashup_tracks (
    mashup_id text not null references mashups (id) on delete cascade,
    position integer not null,
    track_id text not null,
    primary key (mashup_id, position)
);

create table jobs (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    subject text not null,
    payload text not null,
    result text,
    status text not null,
    stage text,
    progress double precision not null default 0,
    priority integer not null default 0,
    attempts integer not null default 0,
    error text,
    worker text,
    lease_until bigint,
    run_after bigint not null,
    trace_parent text,
    cpu_seconds double precision not null default 0,
    gpu_seconds double precision not null default 0,
    cost double precision not null default 0,
    version bigint not null default 1,
    created_at bigint not null,
    started_at bigint,
    ended_at bigint,
    updated_at bigint not null
);
create index jobs_of_user on jobs (user_id, id);
create index jobs_by_status on jobs (status, run_after);
create index jobs_by_change on jobs (updated_at);

create table workers (
    id text primary key,
    host text not null,
    slots integer not null,
    started_at bigint not null,
    seen_at bigint not null
);

create table events (
    id text primary key,
    at bigint not null,
    kind text not null,
    user_id text references users (id) on delete set null,
    subject text,
    outcome text not null,
    stage_seconds text,
    settings text,
    seconds double precision not null default 0,
    queued_seconds double precision not null default 0,
    cpu_seconds double precision not null default 0,
    gpu_seconds double precision not null default 0,
    cost double precision not null default 0,
    bytes bigint not null default 0,
    stars integer
);
create index events_by_time on events (at);

create table activity (
    user_id text not null references users (id) on delete cascade,
    day bigint not null,
    primary key (user_id, day)
);

create table audit (
    id text primary key,
    at bigint not null,
    event text not null,
    outcome text not null,
    subject text not null,
    address text not null,
    trace_id text
);
create index audit_by_time on audit (at);

create table idempotency (
    owner text not null,
    request_key text not null,
    fingerprint text not null,
    status integer,
    content_type text,
    location text,
    body text,
    created_at bigint not null,
    primary key (owner, request_key)
);
create index idempotency_by_time on idempotency (created_at);
