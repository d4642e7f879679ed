-- A sign-in. It holds for as long as its row is there.
create table sessions (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    client text not null,
    created_at bigint not null,
    seen_at bigint not null
);

create index sessions_of_user on sessions (user_id, id);

-- How well two tracks of a pool go together; the smaller id stands first.
create table matches (
    track_a text not null references tracks (id) on delete cascade,
    track_b text not null references tracks (id) on delete cascade,
    score double precision not null,
    document text not null,
    primary key (track_a, track_b)
);

create index matches_of_second on matches (track_b);

-- Place among the waiting jobs of one user and priority; its owner may change it.
alter table jobs add column turn bigint not null default 0;

update jobs set turn = created_at;

create index jobs_by_subject on jobs (subject);

alter table mashups add column stems text not null default '';
