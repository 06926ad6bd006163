#include "budget/fit.h"

urne_fit *urne_fit_new(urne_arena *arena, const urne_profile *p)
{
    urne_fit *f = urne_arena_alloc(arena, sizeof *f);
    const urne_count_rule *r = p->rule;
    f->p = p;
    f->cap_left = urne_arena_array(arena, r->n_caps, sizeof *f->cap_left);
    f->in_cap = urne_arena_array(arena, p->m * r->n_caps, sizeof *f->in_cap);
    f->rival = urne_arena_array(arena, p->m, sizeof *f->rival);
    f->funded = urne_arena_array(arena, p->m, sizeof *f->funded);
    for (size_t i = 0; i < p->e->n_projects; i++) {
        for (size_t k = 0; k < r->n_caps; k++) {
            uint64_t cost = r->seats > 0 ? 1 : p->e->projects[i].cost;
            f->in_cap[p->of_project[i] * r->n_caps + k] += r->caps[k].in[i] ? cost : 0;
        }
    }
    urne_fit_reset(f);
    return f;
}

void urne_fit_reset(urne_fit *f)
{
    const urne_count_rule *r = f->p->rule;
    f->spent = 0;
    f->left = f->p->budget;
    for (size_t k = 0; k < r->n_caps; k++) {
        f->cap_left[k] = r->caps[k].amount;
    }
    for (size_t c = 0; c < f->p->m; c++) {
        f->rival[c] = (uint32_t)c;
        f->funded[c] = false;
    }
}

void urne_fit_copy(urne_fit *to, const urne_fit *from)
{
    size_t m = from->p->m, caps = from->p->rule->n_caps;
    to->spent = from->spent;
    to->left = from->left;
    if (caps > 0) {
        memcpy(to->cap_left, from->cap_left, caps * sizeof *to->cap_left);
    }
    memcpy(to->rival, from->rival, m * sizeof *to->rival);
    memcpy(to->funded, from->funded, m * sizeof *to->funded);
}

void urne_fit_fund(urne_fit *f, uint32_t c)
{
    const urne_profile *p = f->p;
    const urne_count_rule *r = p->rule;
    uint64_t cost = p->cost[c];
    f->funded[c] = true;
    f->spent += cost;
    f->left = f->spent <= p->budget ? p->budget - f->spent : 0;
    for (size_t k = 0; k < r->n_caps; k++) {
        f->cap_left[k] -= f->in_cap[c * r->n_caps + k];
    }
    for (size_t s = 0; s < r->n_rivals; s++) {
        const urne_project_set *set = &r->rivals[s];
        bool here = false;
        for (size_t i = 0; i < set->n; i++) {
            here = here || p->of_project[set->p[i]] == c;
        }
        for (size_t i = 0; here && i < set->n; i++) {
            uint32_t other = p->of_project[set->p[i]];
            f->rival[other] = f->rival[other] == other ? c : f->rival[other];
        }
    }
    f->rival[c] = c;
}

size_t urne_fit_full_cap(const urne_fit *f, uint32_t c)
{
    size_t caps = f->p->rule->n_caps;
    for (size_t k = 0; k < caps; k++) {
        if (f->in_cap[c * caps + k] > f->cap_left[k]) {
            return k;
        }
    }
    return SIZE_MAX;
}

size_t urne_fit_rival(const urne_fit *f, uint32_t c)
{
    return f->rival[c] == c ? SIZE_MAX : f->rival[c];
}

bool urne_fit_allows(const urne_fit *f, uint32_t c)
{
    return f->rival[c] == c && urne_fit_full_cap(f, c) == SIZE_MAX;
}

bool urne_fit_has_room(const urne_fit *f, uint32_t c)
{
    return f->p->cost[c] <= f->left && f->spent <= f->p->budget &&
           urne_fit_allows(f, c);
}
